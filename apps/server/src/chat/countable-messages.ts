import type { MessageHead, Projection } from "@beseda/log";
import { isOf, isPost, type AnyRecord } from "@beseda/protocol";
import { MessageList } from "./message-list.ts";

/** Messages of a room that are looked at when they are counted for one reader. */
const mostLooked = 16_384;

/** Messages of one room that may be unread to somebody. */
interface Countable {
  /** The author of each, as `authorWord`. */
  readonly messages: MessageList;
  /** Messages that mention somebody, by `N` of `Client_N`, with the author of each. */
  readonly mentions: Map<number, MessageList>;
}

export interface CountedPart {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive. @default the end of the log */
  readonly upto?: number | undefined;
  /** Clients whose messages do not count. */
  readonly without: readonly string[];
  /** The number at which counting stops. */
  readonly most: number;
}

/**
 * The messages of each room that may count as unread to somebody (UNR-2): without those that were taken back
 * or imported from another program. All of them: whatever number of the newest is taken back, the ones
 * before are counted. Eight bytes a message, and eight for each mention.
 */
export class CountableMessages implements Projection {
  readonly name = "countable";
  readonly version = 2;
  readonly #rooms = new Map<string, Countable>();

  /** Counts the messages of a room after a place. */
  count(room: string, part: CountedPart): number {
    return counted(this.#rooms.get(room)?.messages, part);
  }

  /** Counts those of them that mention a client. */
  countMentions(room: string, clientId: string, part: CountedPart): number {
    return counted(this.#rooms.get(room)?.mentions.get(numberOf(clientId)), part);
  }

  apply(record: AnyRecord): void {
    if (isPost(record)) {
      if (!record.imported) this.applyMessage(record);
    } else if (isOf(record, "deleted") || isOf(record, "redacted")) this.#remove(record.room, record.target);
    else if (isOf(record, "edited")) this.#edit(record);
  }

  applyMessage({ room, seq, client_id, mentions }: Omit<MessageHead, "time" | "id">): void {
    const author = numberOf(client_id);
    if (author === 0) return;
    const countable = this.#roomOf(room);
    countable.messages.push(seq, authorWord(author, mentions !== undefined));
    if (mentions) addMentions(countable, { seq, author, mentions });
  }

  save(): Uint8Array {
    const lists = [...this.#rooms.values()].flatMap(listsOf);
    const names: Saved = [...this.#rooms].map(([room, { messages, mentions }]) => [
      room,
      messages.length,
      [...mentions].map(([client, { length }]) => [client, length]),
    ]);
    const json = JSON.stringify(names);
    // Spaces, so that the numbers after it are aligned.
    const header = Buffer.from(`${json}${" ".repeat(3 - (Buffer.byteLength(json) % 4))}\n`);
    const length = lists.reduce((sum, list) => sum + list.length * 2, header.length / 4);
    const words = new Uint32Array(length);
    const bytes = new Uint8Array(words.buffer);
    bytes.set(header);
    let at = header.length / 4;
    for (const list of lists) {
      list.save(words.subarray(at));
      at += list.length * 2;
    }
    return bytes;
  }

  load(bytes: Uint8Array): void {
    const start = bytes.indexOf(0x0a) + 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the checkpoint proves that this program wrote it
    const names = JSON.parse(Buffer.from(bytes.subarray(0, start)).toString()) as Saved;
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(bytes.length / 4));
    let at = start / 4;
    const next = (length: number): MessageList => {
      const list = MessageList.load(words.subarray(at, at + length * 2));
      at += length * 2;
      return list;
    };
    for (const [room, length, mentions] of names) {
      const messages = next(length);
      const lists = mentions.map(([client, ofClient]) => [client, next(ofClient)] as const);
      this.#rooms.set(room, { messages, mentions: new Map(lists) });
    }
    if (at * 4 !== bytes.length) throw new RangeError("the saved messages have another length");
  }

  #roomOf(room: string): Countable {
    const known = this.#rooms.get(room);
    if (known) return known;
    const countable = { messages: new MessageList(), mentions: new Map<number, MessageList>() };
    this.#rooms.set(room, countable);
    return countable;
  }

  #remove(room: string, target: number): void {
    const countable = this.#rooms.get(room);
    const word = countable?.messages.about(target);
    if (!countable || word === undefined) return;
    if (hasMentions(word)) removeMentions(countable, target);
    countable.messages.remove(target);
  }

  /** A message mentions those whom its newest text mentions (MSG-5). */
  #edit({ room, target, mentions }: Edited): void {
    const countable = this.#rooms.get(room);
    const word = countable?.messages.about(target);
    if (!countable || word === undefined) return;
    if (hasMentions(word)) removeMentions(countable, target);
    const author = authorOf(word);
    countable.messages.set(target, authorWord(author, mentions !== undefined));
    if (mentions) addMentions(countable, { seq: target, author, mentions });
  }
}

const listsOf = ({ messages, mentions }: Countable): readonly MessageList[] => [
  messages,
  ...mentions.values(),
];

type Saved = [room: string, length: number, mentions: [client: number, length: number][]][];

interface Edited {
  readonly room: string;
  readonly target: number;
  readonly mentions?: readonly string[] | undefined;
}

interface Mentioning {
  readonly seq: number;
  readonly author: number;
  readonly mentions: readonly string[];
}

const addMentions = ({ mentions: lists }: Countable, { seq, author, mentions }: Mentioning): void => {
  for (const mentioned of new Set(mentions.map(numberOf))) {
    if (mentioned === 0 || mentioned === author) continue;
    const list = lists.get(mentioned) ?? new MessageList();
    lists.set(mentioned, list);
    list.insert(seq, authorWord(author, true));
  }
};

const removeMentions = ({ mentions }: Countable, target: number): void => {
  for (const [client, list] of mentions) {
    if (list.remove(target) && list.length === 0) mentions.delete(client);
  }
};

const counted = (list: MessageList | undefined, { after, upto, without, most }: CountedPart): number => {
  if (!list || list.last <= after) return 0;
  const authors = new Set(without.map(numberOf));
  return list.count({ after, upto, counts: (word) => !authors.has(authorOf(word)), most, look: mostLooked });
};

/** The author of a message, with whether it mentions anybody. */
const authorWord = (author: number, mentions: boolean): number => author * 2 + Number(mentions);
const authorOf = (word: number): number => word >>> 1;
const hasMentions = (word: number): boolean => (word & 1) === 1;

const prefix = "Client_";

/** `N` of `Client_N`; 0 for anybody else. */
const numberOf = (clientId: string): number =>
  clientId.startsWith(prefix) ? Number(clientId.slice(prefix.length)) || 0 : 0;
