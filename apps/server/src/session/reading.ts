import { ChatError, isDirectRoom, lobby } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import type { CountableMessages, CountedPart } from "../chat/countable-messages.ts";
import type { ReadMark, ReadMarks } from "../identity/read-marks.ts";
import type { ClientView } from "./client-view.ts";

export interface ReadingParts {
  readonly marks: ReadMarks;
  readonly messages: Pick<CountableMessages, "count" | "countMentions">;
  readonly chat: Pick<Chat, "state">;
  readonly log: Pick<LogReader, "last" | "lastOf">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The place up to which a client has read a room, and how much it has not. */
export interface Read extends ReadMark {
  /** 100 stands for more than 99. */
  readonly unread: number;
  /** The number of those that mention the client. */
  readonly mentions: number;
  /** `seq` of the newest record of the room that was there when they were counted. */
  readonly last: number;
}

/** A client that reads. */
type Reader = Pick<ClientView, "clientId" | "readableFrom" | "memberSince">;

/** The place up to which a client says that it has read. */
export interface ReadWish {
  readonly room: string;
  readonly seq: number;
  /** Version of the mark that it goes on from, if it knows one. */
  readonly version?: number | undefined;
}

/** The count that stands for more than is counted. */
const mostCounted = 100;
/** The most rooms of which one client has marks. */
const mostMarks = 1000;
/** The key of the mark for rooms without a mark of their own. */
const everywhere = "";

/** The marks of a client, as long as it is here. */
interface Known {
  sessions: number;
  /** `seq` up to which rooms without a mark of their own are read. */
  everywhere: number;
  /** Marks by room; the one set last comes last. */
  marks: Map<string, ReadMark>;
  readonly ready: Promise<void>;
}

/**
 * The read marks of people who are online (UNR-1 … UNR-5). A message changes nothing here: it is counted when
 * somebody asks.
 */
export class Reading {
  readonly #parts: ReadingParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /**
   * Begins a session of a client, which `leave` ends. Resolves when it is known what that client has read.
   */
  enter(clientId: string): Promise<void> {
    const known = this.#known.get(clientId) ?? this.#begin(clientId);
    known.sessions += 1;
    return known.ready;
  }

  leave(clientId: string): void {
    const known = this.#known.get(clientId);
    if (!known) return;
    known.sessions -= 1;
    if (known.sessions === 0) this.#known.delete(clientId);
  }

  /** Returns up to where a client has read a room that it is a member of, and how much it has not. */
  of(client: Reader, room: string): Read {
    const mark = this.#markOf(client, room);
    const { messages, log } = this.#parts;
    const part = { ...this.#behind(client, room, mark), most: mostCounted };
    return {
      ...mark,
      unread: messages.count(room, part),
      mentions: messages.countMentions(room, client.clientId, part),
      last: log.lastOf(room),
    };
  }

  /** Whether something up to a place is unread. */
  isUnread(client: Reader, { room, upto }: { readonly room: string; readonly upto: number }): boolean {
    const part = this.#behind(client, room, this.#markOf(client, room));
    return this.#parts.messages.count(room, { ...part, upto, most: 1 }) > 0;
  }

  /** Whether a client has not read that far. */
  isBefore(client: Reader, { room, seq }: Pick<ReadWish, "room" | "seq">): boolean {
    return this.#markOf(client, room).seq < seq;
  }

  /**
   * Sets the mark of a client, unless it goes on from one that was replaced meanwhile (UNR-1). Returns
   * whether it changed.
   * @throws {ChatError} `session-ended`
   */
  set({ clientId }: Reader, { room, seq, version }: ReadWish): boolean {
    const known = this.#known.get(clientId);
    if (!known) throw new ChatError("session-ended");
    const earlier = known.marks.get(room);
    if (earlier && version !== undefined && version < earlier.version) return false;
    const { log, marks, now } = this.#parts;
    const reached = Math.min(seq, log.last.seq);
    if (earlier?.seq === reached) return false;
    // The version is greater than any that was lost with the end of an earlier run.
    const mark = { seq: reached, version: Math.max(now(), (earlier?.version ?? 0) + 1) };
    known.marks.delete(room);
    known.marks.set(room, mark);
    marks.note({ clientId, room }, mark);
    this.#bound(clientId, known.marks);
    return true;
  }

  /** The messages behind a mark that count for a client. */
  #behind(client: Reader, room: string, { seq }: ReadMark): Pick<CountedPart, "after" | "without"> {
    const blocked = this.#parts.chat.state.blocks.get(client.clientId) ?? [];
    return {
      after: Math.max(seq, client.readableFrom(room) - 1),
      without: [client.clientId, ...blocked.map(({ client_id }) => client_id)],
    };
  }

  #bound(clientId: string, marks: Map<string, ReadMark>): void {
    if (marks.size <= mostMarks) return;
    for (const room of marks.keys()) {
      marks.delete(room);
      this.#parts.marks.forget({ clientId, room });
      return;
    }
  }

  #markOf(client: Reader, room: string): ReadMark {
    const known = this.#known.get(client.clientId);
    const own = known?.marks.get(room);
    if (own) return own;
    const read = known?.everywhere ?? this.#parts.log.last.seq;
    // Membership of the lobby begins anew with each visit; a room of two is all one's own (DIR-1, DIR-3).
    const isAnew = room === lobby || isDirectRoom(room);
    return { seq: isAnew ? read : Math.max(read, client.memberSince(room) ?? 0), version: 0 };
  }

  #begin(clientId: string): Known {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = this.#parts.log.last.seq;
    const known: Known = { sessions: 0, everywhere: end, marks: new Map(), ready: promise };
    this.#known.set(clientId, known);
    void this.#learn(clientId, known).then(resolve);
    return known;
  }

  /**
   * Reads a client's marks. Without an answer of the store all counts as read: nobody is kept out for that.
   */
  async #learn(clientId: string, known: Known): Promise<void> {
    const { marks, now } = this.#parts;
    const kept = await marks.of(clientId).catch(() => undefined);
    if (!kept) return;
    const begun = kept.get(everywhere);
    // A log that has lost its end, or goes on otherwise, has no mark beyond its end.
    const end = known.everywhere;
    if (begun) known.everywhere = Math.min(begun.seq, end);
    else marks.note({ clientId, room: everywhere }, { seq: end, version: now() });
    const own = [...kept].filter(([room]) => room !== everywhere);
    known.marks = new Map(
      own
        .toSorted(([, one], [, other]) => one.version - other.version)
        .map(([room, { seq, version }]) => [room, { seq: Math.min(seq, end), version }]),
    );
  }
}
