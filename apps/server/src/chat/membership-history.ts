import type { Projection } from "@beseda/log";
import { isOf, type AnyRecord } from "@beseda/protocol";

/** A change by which somebody became a member of a room, or ceased to be one. */
export interface MembershipChange {
  readonly seq: number;
  readonly room: string;
  readonly isMember: boolean;
}

/**
 * Words of one change: its `seq`, its room with the new membership, and the same client's previous change.
 */
const width = 3;
const none = 0xffffffff;

/**
 * The history of who joined and left which room, which a reader that was away needs, and the state forgets
 * (DEL-12). Each change takes twelve bytes and points to the same client's previous one; the lobby is left
 * out, since everybody online is a member there.
 */
export class MembershipHistory implements Projection {
  readonly name = "memberships";
  readonly version = 1;
  #changes = new Uint32Array(width * 64);
  #count = 0;
  #rooms: string[] = [];
  #numbers = new Map<string, number>();
  /** Newest change of each client, by `client_id`. */
  #newest = new Map<string, number>();

  /** The changes of a client after a `seq`, oldest first. */
  changesOf(clientId: string, after: number): readonly MembershipChange[] {
    const found: MembershipChange[] = [];
    for (let index = this.#newest.get(clientId) ?? none; index !== none; index = this.#word(index, 2)) {
      const seq = this.#word(index, 0);
      if (seq <= after) break;
      const became = this.#word(index, 1);
      found.push({ seq, room: this.#rooms[became >>> 1] ?? "", isMember: (became & 1) === 1 });
    }
    return found.toReversed();
  }

  apply(record: AnyRecord): void {
    if (!isOf(record, "joined") && !isOf(record, "left")) return;
    const { seq, room, client_id } = record;
    const isMember = record.type === "joined";
    const at = this.#count * width;
    if (at === this.#changes.length) this.#grow();
    this.#changes[at] = seq;
    this.#changes[at + 1] = (this.#numberOf(room) << 1) | Number(isMember);
    this.#changes[at + 2] = this.#newest.get(client_id) ?? none;
    this.#newest.set(client_id, this.#count);
    this.#count += 1;
  }

  /** A message changes nothing. */
  applyMessage(): void {}

  save(): Uint8Array {
    const names = JSON.stringify({ rooms: this.#rooms, newest: [...this.#newest] });
    const words = this.#changes.subarray(0, this.#count * width);
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    return Buffer.concat([Buffer.from(`${this.#count}\n`), bytes, Buffer.from(names)]);
  }

  load(bytes: Uint8Array): void {
    const start = bytes.indexOf(0x0a) + 1;
    const count = Number(Buffer.from(bytes.subarray(0, start)).toString());
    const end = start + count * width * Uint32Array.BYTES_PER_ELEMENT;
    if (!Number.isSafeInteger(count) || end > bytes.length)
      throw new RangeError("saved memberships are cut off");
    // Copied: they follow a number of any length, and words have to be aligned.
    const words = new Uint32Array(Uint8Array.from(bytes.subarray(start, end)).buffer);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the checkpoint proves that this program wrote it
    const { rooms, newest } = JSON.parse(Buffer.from(bytes.subarray(end)).toString()) as {
      rooms: string[];
      newest: [string, number][];
    };
    this.#changes = new Uint32Array(Math.max(words.length, width * 64));
    this.#changes.set(words);
    this.#count = count;
    this.#rooms = rooms;
    this.#numbers = new Map(rooms.map((room, number) => [room, number]));
    this.#newest = new Map(newest);
  }

  #word(index: number, word: number): number {
    return this.#changes[index * width + word] ?? none;
  }

  #numberOf(room: string): number {
    let number = this.#numbers.get(room);
    if (number === undefined) {
      number = this.#rooms.push(room) - 1;
      this.#numbers.set(room, number);
    }
    return number;
  }

  #grow(): void {
    const longer = new Uint32Array(this.#changes.length * 2);
    longer.set(this.#changes);
    this.#changes = longer;
  }
}
