import { readFileSync } from "node:fs";

// Nothing of the project is imported here: what it says is read in PROTOCOL.md (MSG-1 … MSG-7, ROOM-3, UNR-2).

/** A line of the log, or a record as a client was sent it. */
export interface RawRecord {
  readonly seq: number;
  readonly type: string;
  readonly client_id: string;
  readonly message: string;
  readonly room?: string;
  readonly prev?: number;
  readonly id?: string;
  readonly target?: number | string;
  readonly emoji?: string;
  readonly withdrawn?: boolean;
  readonly deleted?: boolean;
  readonly reply_to?: number;
  readonly mentions?: readonly string[];
}

/** The lines of a log at rest, each by itself. */
export const readLines = (path: string): readonly RawRecord[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line.replace(/,$/u, "")) as RawRecord);

/** A message with all that was done to it. */
export interface FoldedMessage {
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  readonly deleted: boolean;
  /** `seq` of its newest edit, 0 for none. */
  readonly edited: number;
  readonly reply_to: number;
  readonly mentions: readonly string[];
  /** Emoji and person of each reaction that is set. */
  readonly reactions: ReadonlySet<string>;
}

/** How a reaction is written in the set of a message. */
export const reactionOf = (emoji: string, clientId: string): string => `${emoji} ${clientId}`;

interface Stay {
  readonly from: number;
  to: number;
}

interface FoldedRoom {
  readonly records: RawRecord[];
  readonly messages: Map<number, FoldedMessage>;
  pins: readonly number[];
  /** By client, the oldest first; `to` of one that has not ended is infinite. */
  readonly stays: Map<string, Stay[]>;
}

/** What one client sees of one room. */
export interface RoomView {
  readonly messages: readonly FoldedMessage[];
  readonly pins: readonly number[];
}

const mostPins = 50;
const mostEmoji = 20;
const mostReactions = 500;

/** Folds records, one after the other, in the most simple way, and notes what breaks a rule. */
export class NaiveFolder {
  readonly rooms = new Map<string, FoldedRoom>();
  /** What must not stand in a log. */
  readonly faults: string[] = [];
  readonly counts = new Map<string, number>();
  /** `seq` of the last record. */
  readonly last: number;
  readonly #blocks = new Map<string, Set<string>>();
  readonly #ids = new Set<string>();
  readonly #takenBack = new Set<number>();

  constructor(records: readonly RawRecord[]) {
    for (const record of records) this.#take(record);
    this.last = records.at(-1)?.seq ?? 0;
  }

  /** Rooms that a client is in now. */
  roomsOf(clientId: string): readonly string[] {
    return [...this.rooms].flatMap(([room, { stays }]) =>
      room === "lobby" || stays.get(clientId)?.at(-1)?.to === Infinity ? [room] : [],
    );
  }

  /** `seq` of the record with which a client came into a room for the last time; 0 for the lobby. */
  joinedAt(clientId: string, room: string): number {
    return this.rooms.get(room)?.stays.get(clientId)?.at(-1)?.from ?? 0;
  }

  /** Whether a client may ever have been sent a record. */
  mayHave(clientId: string, { room = "", seq }: RawRecord): boolean {
    if (!room.startsWith("~") && !room.startsWith("@")) return true;
    const stays = this.rooms.get(room)?.stays.get(clientId) ?? [];
    if (room.startsWith("@")) return stays.length > 0;
    return stays.some(({ from, to }) => seq >= from && seq <= to);
  }

  view(clientId: string, room: string): RoomView {
    const { messages, pins } = this.#roomOf(room);
    const from = this.readableFrom(clientId, room);
    const blocked = this.#blocks.get(clientId);
    return {
      messages: [...messages.values()].filter(({ seq, author }) => seq >= from && !blocked?.has(author)),
      pins: pins.filter((seq) => seq >= from),
    };
  }

  /** How many messages behind a mark count as unread, and how many of them call the client. */
  unread(clientId: string, { room, mark }: { readonly room: string; readonly mark: number }) {
    const counted = this.view(clientId, room).messages.filter(
      ({ seq, author, deleted }) => seq > mark && author !== clientId && !deleted,
    );
    const calling = counted.filter(({ mentions }) => mentions.includes(clientId));
    return { unread: Math.min(100, counted.length), mentions: Math.min(100, calling.length) };
  }

  readableFrom(clientId: string, room: string): number {
    return room.startsWith("~") ? this.joinedAt(clientId, room) : 0;
  }

  #take(record: RawRecord): void {
    const { type, client_id, target, room } = record;
    this.#count(record.withdrawn ? "withdrawn" : type);
    this.#once(record);
    if (type === "blocked") this.#blocksOf(client_id).add(String(target));
    else if (type === "unblocked") this.#blocksOf(client_id).delete(String(target));
    if (room === undefined) return;
    const folded = this.#roomOf(room);
    folded.records.push(record);
    if (type === "joined") this.#joined(folded, record);
    else if (type === "left") this.#left(folded, record);
    else if (type === "message") this.#said(folded, record);
    else if (type === "pinned" && target === undefined) folded.pins = [];
    else if (typeof target === "number") this.#changed(folded, record, target);
  }

  #count(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** An id stands for one record of its client (DEL-1). */
  #once({ client_id, id, seq }: RawRecord): void {
    if (id === undefined) return;
    const key = `${client_id} ${id}`;
    if (this.#ids.has(key)) this.#fault(seq, `is the second one with the id ${id}`);
    this.#ids.add(key);
  }

  #joined({ stays }: FoldedRoom, { client_id, seq }: RawRecord): void {
    stays.set(client_id, [...(stays.get(client_id) ?? []), { from: seq, to: Infinity }]);
  }

  #left({ stays }: FoldedRoom, { client_id, seq }: RawRecord): void {
    const stay = stays.get(client_id)?.at(-1);
    if (stay) stay.to = seq;
  }

  #said({ messages }: FoldedRoom, record: RawRecord): void {
    const { seq, client_id, message, deleted = false, reply_to = 0, mentions = [] } = record;
    const said = { seq, author: client_id, text: message, edited: 0, reply_to, mentions };
    messages.set(seq, { ...said, deleted, reactions: new Set() });
  }

  #changed(folded: FoldedRoom, record: RawRecord, target: number): void {
    const { seq, type, client_id } = record;
    const message = folded.messages.get(target);
    if (type === "unpinned") folded.pins = this.#without(folded.pins, record, target);
    if (!message) return this.#fault(seq, `${type} points at #${target}, no message of its room`);
    if (this.#takenBack.has(target)) this.#fault(seq, `${type} points at #${target}, which was taken back`);
    // A message that a client was sent as taken back is followed by what had been done to it.
    if (message.deleted) return;
    if (type === "pinned") this.#pinned(folded, record, target);
    else if (type === "reacted") folded.messages.set(target, this.#reacted(message, record));
    else if (type === "edited") {
      if (client_id !== message.author) this.#fault(seq, "was edited by another than its author");
      const { message: text, mentions = [] } = record;
      folded.messages.set(target, { ...message, text, mentions, edited: seq });
    } else if (type === "deleted" || type === "redacted") {
      const nothing = { text: "", edited: 0, mentions: [], reactions: new Set<string>() };
      folded.messages.set(target, { ...message, ...nothing, deleted: true });
      this.#takenBack.add(target);
      folded.pins = folded.pins.filter((pin) => pin !== target);
    }
  }

  #pinned(folded: FoldedRoom, { seq }: RawRecord, target: number): void {
    if (folded.pins.includes(target)) this.#fault(seq, `pins #${target}, which is pinned`);
    folded.pins = [...folded.pins, target];
    if (folded.pins.length > mostPins) this.#fault(seq, `is pin ${folded.pins.length} of its room`);
  }

  #without(pins: readonly number[], { seq }: RawRecord, target: number): readonly number[] {
    if (!pins.includes(target)) this.#fault(seq, `unpins #${target}, which is not pinned`);
    return pins.filter((pin) => pin !== target);
  }

  #reacted(message: FoldedMessage, record: RawRecord): FoldedMessage {
    const { seq, emoji = "", client_id, withdrawn = false } = record;
    const reaction = reactionOf(emoji, client_id);
    const reactions = new Set(message.reactions);
    if (reactions.has(reaction) !== withdrawn) this.#fault(seq, `changes nothing of ${reaction}`);
    if (withdrawn) reactions.delete(reaction);
    else reactions.add(reaction);
    const emojis = new Set([...reactions].map((held) => held.split(" ")[0]));
    if (reactions.size > mostReactions || emojis.size > mostEmoji) this.#fault(seq, "is a reaction too many");
    return { ...message, reactions };
  }

  #fault(seq: number, what: string): void {
    this.faults.push(`#${seq} ${what}`);
  }

  #blocksOf(clientId: string): Set<string> {
    const blocked = this.#blocks.get(clientId) ?? new Set();
    this.#blocks.set(clientId, blocked);
    return blocked;
  }

  #roomOf(name: string): FoldedRoom {
    const room = this.rooms.get(name) ?? {
      records: [],
      messages: new Map<number, FoldedMessage>(),
      pins: [],
      stays: new Map<string, Stay[]>(),
    };
    this.rooms.set(name, room);
    return room;
  }
}
