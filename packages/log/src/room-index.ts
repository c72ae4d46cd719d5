import { ChunkedNumbers } from "./chunked-numbers.ts";

/** Which records belong to which room: for each room the `seq`s of its records, four bytes each. */
export class RoomIndex {
  readonly #rooms = new Map<string, ChunkedNumbers>();

  add(room: string, seq: number): void {
    let seqs = this.#rooms.get(room);
    if (!seqs) {
      seqs = new ChunkedNumbers();
      this.#rooms.set(room, seqs);
    }
    seqs.push(seq);
  }

  /** `seq` of the newest record of a room, 0 for none. */
  lastOf(room: string): number {
    const seqs = this.#rooms.get(room);
    return seqs ? seqs.at(seqs.length - 1) : 0;
  }

  /** The newest `limit` records of a room before a `seq`, ascending. */
  before(room: string, before: number, limit: number): number[] {
    const seqs = this.#rooms.get(room);
    if (!seqs) return [];
    const end = seqs.firstAbove(before - 1);
    const start = Math.max(0, end - limit);
    return Array.from({ length: end - start }, (_, index) => seqs.at(start + index));
  }

  /** The first `limit` records of any of the rooms after a `seq` and up to another, ascending. */
  after(rooms: Iterable<string>, { after, upto, limit }: RoomRange): number[] {
    const found: number[] = [];
    for (const room of rooms) {
      const seqs = this.#rooms.get(room);
      if (!seqs) continue;
      const start = seqs.firstAbove(after);
      const end = Math.min(seqs.length, start + limit);
      for (let index = start; index < end && seqs.at(index) <= upto; index += 1) found.push(seqs.at(index));
    }
    return found.sort((a, b) => a - b).slice(0, limit);
  }
}

export interface RoomRange {
  readonly after: number;
  readonly upto: number;
  readonly limit: number;
}
