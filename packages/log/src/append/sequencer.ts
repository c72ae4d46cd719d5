import { type ChatRecord, isPostType, type RecordDraft } from "@beseda/protocol";
import type { LogPosition } from "../event-log.ts";
import { salts } from "../format/salt.ts";
import { isoTimes } from "./iso-times.ts";

/** The current position of a sequence. */
export interface Sequence extends LogPosition {
  /** `seq` of the newest record of a room, 0 for none. */
  lastOf(room: string): number;
}

/**
 * Assigns `seq`, `prev` and `time` to records in the order of the calls, before they are durable, and a salt
 * to those whose text may have to be removed (LOG-17). Values of records that never became durable are
 * revoked and assigned again.
 */
export class Sequencer {
  readonly #durable: Sequence;
  readonly #clock: () => number;
  readonly #lastOf = new Map<string, number>();
  #seq: number;
  #timeMs: number;
  #time: string;
  readonly #writeTime = isoTimes();
  readonly #nextSalt = salts();

  constructor(durable: Sequence, clock: () => number) {
    this.#durable = durable;
    this.#clock = clock;
    this.#seq = durable.seq;
    this.#time = durable.time;
    this.#timeMs = timeMsOf(durable.time);
  }

  give(draft: RecordDraft): ChatRecord {
    const time = this.#now();
    this.#seq += 1;
    const room = "room" in draft ? draft.room : undefined;
    const place: { seq: number; prev?: number; time?: string } = { seq: this.#seq };
    if (room !== undefined) {
      place.prev = this.#lastOf.get(room) ?? this.#durable.lastOf(room);
      this.#lastOf.set(room, this.#seq);
    }
    place.time = time;
    return inOrder(draft, place, isSpoken(draft.type) ? this.#nextSalt() : undefined);
  }

  /** Revokes the latest assignments: those of these records, given in the order of assignment. */
  undo(records: readonly ChatRecord[]): void {
    for (const record of records.toReversed()) {
      if ("room" in record) this.#lastOf.set(record.room, record.prev);
      this.#seq = record.seq - 1;
    }
  }

  /** Revokes everything assigned after the durable end. */
  takeBack(): void {
    this.#lastOf.clear();
    this.#seq = this.#durable.seq;
    this.#time = this.#durable.time;
    this.#timeMs = timeMsOf(this.#durable.time);
  }

  #now(): string {
    const now = Math.trunc(this.#clock());
    if (now > this.#timeMs) {
      this.#time = this.#writeTime(now);
      this.#timeMs = now;
    }
    return this.#time;
  }
}

const timeMsOf = (time: string): number => (time === "" ? Number.NEGATIVE_INFINITY : Date.parse(time));

/** Whether the text of records of a type is what somebody wrote. */
const isSpoken = (type: string): boolean => isPostType(type) || type === "edited";
const leading = ["type", "room", "client_id", "name"] as const;
const trailing = ["sender", "message"] as const;
const placed: ReadonlySet<string> = new Set([
  ...leading,
  ...trailing,
  "seq",
  "prev",
  "time",
  "salt",
  "check",
]);

/** Returns the record with its fields in the order of the file. */
const inOrder = (draft: RecordDraft, place: object, salt: string | undefined): ChatRecord => {
  const given: Record<string, unknown> = { ...draft };
  const record: Record<string, unknown> = { ...place };
  for (const field of leading) if (given[field] !== undefined) record[field] = given[field];
  for (const field in given) {
    if (!placed.has(field) && given[field] !== undefined) record[field] = given[field];
  }
  if (salt !== undefined) record["salt"] = salt;
  for (const field of trailing) record[field] = given[field];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a draft with `seq`, `prev` and `time` is a record
  return record as ChatRecord;
};
