import type { ReceivedRecord } from "../connection/connection.ts";

/** A record that belongs to a room, and so has its place in the room's chain. */
export interface RoomRecord extends ReceivedRecord {
  readonly room: string;
  readonly prev: number;
}

/** Whether a record has a place in the chain of a room. */
export const isInRoom = (record: ReceivedRecord): record is RoomRecord =>
  record.room !== undefined && record.prev !== undefined;

/** The place where a run of records was cut off at its old end. */
export interface Cut {
  /** `seq` of the oldest record that is left. */
  readonly first: number;
  /** `seq` of the newest record that is gone. */
  readonly before: number;
}

/**
 * The records of one room that were applied: an unbroken run, in which each record names the one before it (`prev`).
 * Records that arrive ahead of a missing part are held until that part is there (DEL-4).
 */
export class Chain {
  #first: Pick<RoomRecord, "seq" | "prev">;
  #last: RoomRecord;
  /** Records ahead of a gap, in order, each `seq` once. */
  #held: RoomRecord[] = [];

  /** Begins a chain, anywhere in a room: what is before its first record was not loaded yet. */
  constructor(first: RoomRecord) {
    this.#first = first;
    this.#last = first;
  }

  /** `seq` of the newest applied record. */
  get last(): number {
    return this.#last.seq;
  }

  /** `seq` of the oldest applied record. */
  get first(): number {
    return this.#first.seq;
  }

  /** `seq` of the record before the oldest applied one; 0 where that is the room's first. */
  get before(): number {
    return this.#first.prev;
  }

  /** The oldest record that waits for a missing part. */
  get held(): RoomRecord | undefined {
    return this.#held[0];
  }

  /** Takes records in any order, any number of times; returns those that may be applied now, in order. */
  append(records: Iterable<RoomRecord>): readonly RoomRecord[] {
    const applied: RoomRecord[] = [];
    for (const record of records) {
      if (record.seq <= this.#last.seq) continue;
      if (record.prev === this.#last.seq) applied.push(...this.#advance(record));
      else this.#hold(record);
    }
    return applied;
  }

  /** Takes a page of older records; returns those that join the chain without a gap, in order. */
  prepend(page: readonly RoomRecord[]): readonly RoomRecord[] {
    const joined: RoomRecord[] = [];
    for (const record of page.toSorted((one, other) => other.seq - one.seq)) {
      if (record.seq !== this.#first.prev) continue;
      this.#first = record;
      joined.push(record);
    }
    return joined.toReversed();
  }

  /** Forgets the records before `first`; `before` is the newest of those. */
  trim({ first, before }: Cut): void {
    this.#first = { seq: first, prev: before };
  }

  /** Returns and forgets the records that wait for a missing part. */
  release(): readonly RoomRecord[] {
    return this.#held.splice(0);
  }

  #advance(next: RoomRecord): RoomRecord[] {
    const run = [next];
    this.#last = next;
    while (this.#held[0] && this.#held[0].seq <= this.#last.seq) this.#held.shift();
    while (this.#held[0]?.prev === this.#last.seq) {
      this.#last = this.#held[0];
      run.push(this.#last);
      this.#held.shift();
    }
    return run;
  }

  #hold(record: RoomRecord): void {
    const before = this.#held.findLastIndex((held) => held.seq <= record.seq);
    if (this.#held[before]?.seq !== record.seq) this.#held.splice(before + 1, 0, record);
  }
}
