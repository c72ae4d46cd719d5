import type { MessageHead, Projection } from "@beseda/log";
import { isOf, type AnyRecord } from "@beseda/protocol";

/** Messages of one author kept in a room: more than are ever counted, since some may be taken back. */
const mostOfAuthor = 128;
/** Messages kept in a room: enough for a reader who does not count some of the authors. */
const mostOfRoom = 512;
/** Messages that gather before those not worth keeping are dropped, all at once. */
const longest = 2 * mostOfRoom;

/** Messages of one room that may be unread to somebody: two numbers each, the oldest first. */
interface Countable {
  readonly seqs: number[];
  /** `N` of `Client_N`. */
  readonly authors: number[];
}

export interface CountedPart {
  /** Exclusive. */
  readonly after: number;
  /** Clients whose messages do not count. */
  readonly without: readonly string[];
  /** The number at which counting stops. */
  readonly most: number;
}

/**
 * The newest messages of each room, as far as they may count as unread to somebody (UNR-2): without those
 * that were taken back or imported from another program. A message costs the same whatever the room has.
 */
export class CountableMessages implements Projection {
  readonly name = "countable";
  readonly version = 1;
  #rooms = new Map<string, Countable>();

  /** Counts the messages of a room after a place. */
  count(room: string, { after, without, most }: CountedPart): number {
    const { seqs = [], authors = [] } = this.#rooms.get(room) ?? {};
    if ((seqs.at(-1) ?? 0) <= after) return 0;
    const numbers = new Set(without.map(numberOf));
    let count = 0;
    for (let index = seqs.length - 1; index >= 0 && count < most; index -= 1) {
      if ((seqs[index] ?? 0) <= after) break;
      if (!numbers.has(authors[index] ?? 0)) count += 1;
    }
    return count;
  }

  apply(record: AnyRecord): void {
    if (isOf(record, "message")) this.applyMessage(record);
    else if (isOf(record, "deleted") || isOf(record, "redacted")) this.#remove(record.room, record.target);
  }

  applyMessage({ room, seq, client_id }: Pick<MessageHead, "room" | "seq" | "client_id">): void {
    const author = numberOf(client_id);
    if (author === 0) return;
    const countable = this.#rooms.get(room) ?? { seqs: [], authors: [] };
    this.#rooms.set(room, countable);
    countable.seqs.push(seq);
    countable.authors.push(author);
    if (countable.seqs.length >= longest) this.#rooms.set(room, shortened(countable));
  }

  save(): Uint8Array {
    return new TextEncoder().encode(JSON.stringify([...this.#rooms]));
  }

  load(bytes: Uint8Array): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the checkpoint proves that this program wrote it
    this.#rooms = new Map(JSON.parse(new TextDecoder().decode(bytes)) as [string, Countable][]);
  }

  #remove(room: string, target: number): void {
    const countable = this.#rooms.get(room);
    const index = countable?.seqs.lastIndexOf(target) ?? -1;
    if (!countable || index < 0) return;
    countable.seqs.splice(index, 1);
    countable.authors.splice(index, 1);
  }
}

/** Keeps only what is worth keeping: the newest of each author, and of all. */
const shortened = ({ seqs, authors }: Countable): Countable => {
  const ofAuthor = new Map<number, number>();
  const kept: number[] = [];
  for (let index = seqs.length - 1; index >= 0 && kept.length < mostOfRoom; index -= 1) {
    const author = authors[index] ?? 0;
    const newer = ofAuthor.get(author) ?? 0;
    if (newer >= mostOfAuthor) continue;
    ofAuthor.set(author, newer + 1);
    kept.push(index);
  }
  kept.reverse();
  return {
    seqs: kept.map((index) => seqs[index] ?? 0),
    authors: kept.map((index) => authors[index] ?? 0),
  };
};

const prefix = "Client_";

/** `N` of `Client_N`; 0 for anybody else. */
const numberOf = (clientId: string): number =>
  clientId.startsWith(prefix) ? Number(clientId.slice(prefix.length)) || 0 : 0;
