import { roomOf, type AnyRecord } from "@beseda/protocol";
import { reserve } from "../memory.ts";
import { ChunkedNumbers } from "./chunked-numbers.ts";
import type { MessageHead, Projection } from "./projection.ts";
import { bytesOf, wordsOf } from "./words.ts";

/** The records wanted from some rooms. */
export interface RoomRange {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive. */
  readonly upto: number;
  readonly limit: number;
}

/** The records of each room: the `seq`s of its records, four bytes each. */
export class RoomIndex implements Projection {
  readonly name = "rooms";
  readonly version = 1;
  readonly #rooms = new Map<string, ChunkedNumbers>();

  apply(record: AnyRecord): void {
    const room = roomOf(record);
    if (room !== undefined) this.#seqsOf(room).push(record.seq);
  }

  applyMessage({ room, seq }: Pick<MessageHead, "room" | "seq">): void {
    this.#seqsOf(room).push(seq);
  }

  /** `seq` of the newest record of a room, 0 for none. */
  lastOf(room: string): number {
    const seqs = this.#rooms.get(room);
    return seqs?.at(seqs.length - 1) ?? 0;
  }

  /** The number of records of a room before a `seq`. */
  placeOf(room: string, seq: number): number {
    return this.#rooms.get(room)?.firstAbove(seq - 1) ?? 0;
  }

  /** `seq` of the record of a room that has so many before it; 0 for none. */
  seqAt(room: string, place: number): number {
    return this.#rooms.get(room)?.at(place) ?? 0;
  }

  /** The newest `limit` records of a room before a `seq`, ascending. */
  before(room: string, before: number, limit: number): number[] {
    const seqs = this.#rooms.get(room);
    if (!seqs) return [];
    const end = seqs.firstAbove(before - 1);
    const start = Math.max(0, end - limit);
    return Array.from({ length: end - start }, (_, index) => seqs.at(start + index));
  }

  /** The first records of the rooms in a range, ascending; of a room with a `seq`, only those after it. */
  within(
    rooms: ReadonlySet<string> | ReadonlyMap<string, number>,
    { after, upto, limit }: RoomRange,
  ): number[] {
    const found: number[] = [];
    for (const [room, from] of rooms.entries()) {
      const seqs = this.#rooms.get(room);
      if (!seqs) continue;
      const start = seqs.firstAbove(typeof from === "number" ? Math.max(after, from) : after);
      const end = Math.min(seqs.firstAbove(upto), start + limit);
      for (let index = start; index < end; index += 1) found.push(seqs.at(index));
    }
    return found.sort((a, b) => a - b).slice(0, limit);
  }

  save(): Uint8Array {
    const names = [...this.#rooms].map(([room, seqs]) => [room, seqs.length] as const);
    const json = JSON.stringify(names);
    // Spaces, so that the numbers after it are aligned.
    const header = Buffer.from(`${json}${" ".repeat(3 - (Buffer.byteLength(json) % 4))}\n`);
    const total = names.reduce((sum, [, length]) => sum + length, 0);
    const words = new Uint32Array(reserve(header.length + total * 4));
    bytesOf(words).set(header);
    let at = header.length / 4;
    for (const seqs of this.#rooms.values()) {
      seqs.save(words.subarray(at, at + seqs.length));
      at += seqs.length;
    }
    return bytesOf(words);
  }

  /** Replaces the index. @throws {Error} the bytes are not a saved index */
  load(bytes: Uint8Array): void {
    this.#rooms.clear();
    let at = bytes.indexOf(0x0a) + 1;
    const names: unknown = JSON.parse(Buffer.from(bytes.subarray(0, at)).toString());
    if (!Array.isArray(names)) throw new RangeError("the saved rooms are not a list");
    for (const [room, length] of names) {
      const end = at + Number(length) * 4;
      this.#seqsOf(String(room)).load(wordsOf(bytes.subarray(at, end)));
      at = end;
    }
    if (at !== bytes.length) throw new RangeError("the saved rooms have another length");
  }

  #seqsOf(room: string): ChunkedNumbers {
    const known = this.#rooms.get(room);
    if (known) return known;
    const seqs = new ChunkedNumbers();
    this.#rooms.set(room, seqs);
    return seqs;
  }
}
