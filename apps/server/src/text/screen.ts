import type { LogEntry } from "@beseda/log";
import { cleanLine, isDirectRoom, isOf, lobby, placeOf, roomOf, textsOf } from "@beseda/protocol";
import type { Session } from "../session/session.ts";
import { clockTime, isSameDay } from "./clock-time.ts";
import { isFolded, isPersonal, personalLines } from "./personal-lines.ts";
import type { LinePort } from "./line-port.ts";
import type { RecordLines } from "./record-lines.ts";

export interface ScreenParts {
  readonly port: LinePort;
  readonly session: Session;
  readonly recordLines: RecordLines;
  /** Aborted when nobody reads any more. */
  readonly gone: AbortSignal;
}

/** What a person with nothing but lines sees of the chat. */
export class Screen {
  /** The room that is talked in: its lines have no label. */
  room = lobby;
  /** Whether own messages come back, besides their acknowledgement. */
  echo = true;
  readonly #parts: ScreenParts;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
  }

  /** Shows lines, clean whatever was put into them (TXT-7); resolves when the port takes more. */
  print(lines: readonly string[]): Promise<void> {
    const { port, gone } = this.#parts;
    return port.present(lines.map(cleanLine), gone);
  }

  /** Queues a record as it comes; an own message is acknowledged first (SES-2). */
  follow(entry: LogEntry, isFollowed: boolean): void {
    this.#parts.port.write(this.#liveLines(entry, isFollowed));
  }

  /** Shows records that are not new: where they are not of today, with the day. */
  again(records: readonly LogEntry["record"][]): Promise<void> {
    const { day } = textsOf(this.#parts.session.locale).lines;
    const lines: string[] = [];
    let shownDay: string | number = this.#parts.session.now();
    for (const record of records) {
      if (!isSameDay(record.time, shownDay)) lines.push(`--- ${day(new Date(record.time))}`);
      shownDay = record.time;
      for (const line of this.#linesOf(record)) lines.push(line);
    }
    return this.print(lines);
  }

  #liveLines({ record }: LogEntry, isFollowed: boolean): readonly string[] {
    const { session } = this.#parts;
    if (isOf(record, "connected") && record.session === session.id) return [];
    if (!isOf(record, "message") || record.session !== session.id) return this.#linesOf(record);
    const { acknowledged } = textsOf(session.locale).lines;
    const acknowledgement = acknowledged(record.seq, clockTime(record.time));
    return this.echo && isFollowed ? [acknowledgement, ...this.#linesOf(record)] : [acknowledgement];
  }

  #linesOf(record: LogEntry["record"]): readonly string[] {
    const { recordLines, session } = this.#parts;
    if (isPersonal(session, record)) return personalLines(session, record);
    if (isFolded(session, record)) return [];
    return recordLines.of(record, session.locale, this.#labelOf(roomOf(record)));
  }

  /** What stands before lines of another room: `#room`, or `@name` of the other person in a private one. */
  #labelOf(room: string | undefined): string {
    const { session } = this.#parts;
    if (room === undefined || room === this.room) return "";
    if (!isDirectRoom(room)) return placeOf(room);
    const other = room
      .slice(1)
      .split("+")
      .find((clientId) => clientId !== session.clientId);
    return `@${session.nameOf(other ?? session.clientId)}`;
  }
}
