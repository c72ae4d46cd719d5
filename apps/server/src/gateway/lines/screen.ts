import type { LogEntry } from "@beseda/log";
import { isOf, lobby, shownTimeOf } from "@beseda/protocol";
import type { Session } from "../../session/session.ts";
import { isSameDay } from "./clock-time.ts";
import { isFolded, isPersonal, personalNews } from "./personal-lines.ts";
import type { ClientId, LineFormat, Refused } from "./line-format.ts";
import type { LineReading } from "./line-reading.ts";
import type { LinePort } from "./line-port.ts";

export interface ScreenParts {
  readonly port: LinePort;
  readonly session: Session;
  readonly reading: LineReading;
  /** Returns the present format: a program shows with its first line that it wants JSON. */
  readonly format: () => LineFormat;
  /** Aborted when nobody reads any longer. */
  readonly gone: AbortSignal;
}

/** How a record is shown. */
interface Shown {
  readonly isHistory: boolean;
  /** `seq` of the record that was asked for, if one was. */
  readonly hit?: number | undefined;
}

const live: Shown = { isHistory: false };

/** The chat as a person at a line client sees it. */
export class Screen {
  /** The current room: its lines have no label. */
  room = lobby;
  /** Whether the person's own messages are echoed, besides their acknowledgement. */
  echo = true;
  /** The client's id for the object being processed, until something answers it (PRG-12). */
  answering: ClientId | undefined;
  /** Whether an answer is to a part of that object only: the result of the rest carries the id. */
  isPartOnly = false;
  /** Whether every message begins with its `#seq`. */
  numbers = false;
  /** What the person has read. */
  readonly reading: LineReading;
  readonly #parts: ScreenParts;
  /** The client's ids for its messages, by message id, until these are acknowledged. */
  #called: Map<string, ClientId> | undefined;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
    this.reading = parts.reading;
  }

  /** Shows the answer to a command, in sentences; resolves when the port takes more. */
  print(sentences: readonly string[]): Promise<void> {
    const isAnswer = sentences.length > 0 && !this.isPartOnly;
    return this.show(this.#format.answer(sentences, isAnswer ? this.answered() : undefined));
  }

  /** Shows a refusal. */
  refuse(refused: Refused): Promise<void> {
    return this.show(this.#format.refusal(refused, this.#parts.session.locale));
  }

  /** Takes the client's id for the object that is answered now: one line carries it, further ones do not. */
  answered(): ClientId | undefined {
    const called = this.answering;
    this.answering = undefined;
    return called;
  }

  /** Shows lines unchanged; resolves when the port takes more. */
  show(lines: readonly string[]): Promise<void> {
    const { port, gone } = this.#parts;
    return port.present(lines, gone);
  }

  /** Queues a record as it comes; the person's own message is acknowledged first (SES-2). */
  follow(entry: LogEntry): void {
    this.#parts.port.write(this.#liveLines(entry));
  }

  /** Sets the client's id for a message, for its acknowledgement. */
  call(id: string, called: ClientId): void {
    this.#called ??= new Map();
    this.#called.set(id, called);
  }

  /** Returns the client's id for a message that is not acknowledged, or is from now on. */
  calledOf(id: string): ClientId | undefined {
    const called = this.#called?.get(id);
    this.#called?.delete(id);
    return called;
  }

  /** Shows older records below a line that says so; with numbers around the one that was asked for. */
  async history(records: readonly LogEntry["record"][], hit?: number): Promise<void> {
    const { room } = this;
    const head = { records: records.length, room, hit };
    await this.show(this.#format.historyHead(head, this.#parts.session.locale));
    await this.again(records, hit);
    if (hit === undefined) this.reading.shown(room, records.at(-1)?.seq ?? 0);
  }

  /** Shows older records, with the day if they are not of today. */
  again(records: readonly LogEntry["record"][], hit?: number): Promise<void> {
    const { session } = this.#parts;
    const lines: string[] = [];
    let shownDay: string | number = session.now();
    for (const record of records) {
      const time = shownTimeOf(record);
      if (!isSameDay(time, shownDay)) lines.push(...this.#format.day(time, session.locale));
      shownDay = time;
      for (const line of this.#linesOf(record, { isHistory: true, hit })) lines.push(line);
    }
    return this.show(lines);
  }

  #liveLines({ record }: LogEntry): readonly string[] {
    const { session } = this.#parts;
    if (isOf(record, "connected") && record.session === session.id) return [];
    if (!isOf(record, "message") || record.session !== session.id) return this.#linesOf(record, live);
    const called = this.calledOf(record.id);
    const acknowledgement = this.#format.acknowledgement(record, session.locale, called);
    return this.echo ? [...acknowledgement, ...this.#linesOf(record, live)] : acknowledgement;
  }

  #linesOf(record: LogEntry["record"], { isHistory, hit }: Shown): readonly string[] {
    const { session } = this.#parts;
    if (isPersonal(session, record)) {
      const news = personalNews(session, record);
      return news === undefined ? [] : this.#format.news(record, news);
    }
    if (isFolded(session, record)) return [];
    return this.#format.record(record, {
      session,
      room: this.room,
      isHistory,
      isNumbered: this.numbers || hit !== undefined,
      isHit: record.seq === hit,
    });
  }

  get #format(): LineFormat {
    return this.#parts.format();
  }
}
