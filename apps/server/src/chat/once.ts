import { ChatError, isOf, type Acknowledgement, type AnyRecord, type Change } from "@beseda/protocol";
import type { EventLog, IdIndex, LogEntry } from "@beseda/log";
import type { Edit } from "./edit.ts";
import type { Say } from "./message.ts";
import type { Pin, Unpin } from "./pin.ts";
import type { React } from "./reaction.ts";
import { refuseUnreadable } from "./unreadable.ts";

/** Commands that leave one record with the id that their client gave them (DEL-1). */
export type Identified = Say | Edit | React | Pin | Unpin;

export interface OnceParts {
  readonly log: EventLog;
  readonly ids: IdIndex;
  /** Decides and appends. */
  readonly execute: (command: Identified) => Promise<readonly LogEntry[]>;
  /** Returns the record as it was before its text was redacted, if the text is this one. */
  readonly asItWasSaid: (record: AnyRecord, text: string) => Promise<AnyRecord>;
}

/** The most commands without a change that are remembered: the oldest are forgotten. */
const mostRemembered = 10_000;

/** Carries out each command once, however often it is sent (DEL-1). */
export class Once {
  readonly #parts: OnceParts;
  /** Commands on their way to the disk, by client and id: the index knows only what is durable. */
  readonly #underway = new Map<string, Promise<LogEntry | undefined>>();
  /**
   * Commands that left no record in this run: sent again they change nothing either, whatever happened since.
   */
  readonly #unchanged = new Map<string, Identified>();

  constructor(parts: OnceParts) {
    this.#parts = parts;
  }

  carryOut(command: Say): Promise<Acknowledgement>;
  carryOut(command: Identified): Promise<Change>;
  /**
   * Stays synchronous up to the append for a new id, so that messages keep the order in which they came.
   * @throws {ChatError} `id-conflict` where the id stands for something else, or another refusal
   */
  async carryOut(command: Identified): Promise<Change> {
    const key = `${command.actor.client_id} ${command.id}`;
    const pending = this.#earlier(key, command);
    const earlier = pending && (await pending);
    if (earlier) return answerOf(await this.#whole(earlier, command), command);
    const done = this.#unchanged.get(key);
    if (done) return unchangedAgain(done, command);
    const underway = this.#parts.execute(command).then(([entry]) => entry);
    this.#underway.set(key, underway);
    try {
      const entry = await underway;
      if (entry) return answerOf(entry);
      this.#remember(key, command);
      return { duplicate: false, unchanged: true };
    } finally {
      this.#underway.delete(key);
    }
  }

  async #whole({ record }: LogEntry, command: Identified): Promise<Pick<LogEntry, "record">> {
    if (!("text" in command)) return { record };
    return { record: await this.#parts.asItWasSaid(record, command.text).catch(refuseUnreadable) };
  }

  #earlier(key: string, { actor, id }: Identified): Promise<LogEntry | undefined> | undefined {
    const underway = this.#underway.get(key);
    if (underway) return underway;
    const { ids, log } = this.#parts;
    return ids.mayHave(actor.client_id, id)
      ? ids.find(actor.client_id, id, log).catch(refuseUnreadable)
      : undefined;
  }

  #remember(key: string, command: Identified): void {
    this.#unchanged.set(key, command);
    const [oldest] = this.#unchanged.keys();
    if (this.#unchanged.size > mostRemembered && oldest !== undefined) this.#unchanged.delete(oldest);
  }
}

const answerOf = ({ record }: Pick<LogEntry, "record">, again?: Identified): Change => {
  if (again && !isSame(record, again)) throw new ChatError("id-conflict", again.id);
  return { seq: record.seq, time: record.time, duplicate: again !== undefined };
};

/** A command without its actor: sent again, it may come from another session or with another role. */
const contentOf = (command: Identified): string => JSON.stringify({ ...command, actor: undefined });

const unchangedAgain = (done: Identified, again: Identified): Change => {
  if (contentOf(done) !== contentOf(again)) throw new ChatError("id-conflict", again.id);
  return { duplicate: true, unchanged: true };
};

/** Whether a record is the one that a command with its id left. */
const isSame = (record: AnyRecord, command: Identified): boolean => {
  switch (command.kind) {
    case "say":
      return (
        isOf(record, "message") &&
        record.room === command.room &&
        record.message === command.text &&
        record.reply_to === command.reply_to &&
        record.action === command.action
      );
    case "edit":
      return (
        isOf(record, "edited") &&
        record.room === command.room &&
        record.target === command.target &&
        record.message === command.text
      );
    case "pin":
      return isOf(record, "pinned") && record.room === command.room && record.target === command.target;
    case "unpin":
      return isOf(record, "unpinned") && record.room === command.room && record.target === command.target;
    case "react":
      return (
        isOf(record, "reacted") &&
        record.room === command.room &&
        record.target === command.target &&
        record.emoji === command.emoji &&
        (record.withdrawn ?? false) === command.withdrawn
      );
  }
};
