import { ChatError, isDirectRoom, lobby } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import type { CountableMessages } from "../chat/countable-messages.ts";
import type { ReadMark, ReadMarks } from "../identity/read-marks.ts";
import type { ClientView } from "./client-view.ts";

export interface ReadingParts {
  readonly marks: ReadMarks;
  readonly messages: Pick<CountableMessages, "count">;
  readonly chat: Pick<Chat, "state">;
  readonly log: Pick<LogReader, "last">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Up to where a client has read a room, and how much it has not. */
export interface Read extends ReadMark {
  /** 100 stands for more than 99. */
  readonly unread: number;
}

/** Who reads. */
type Reader = Pick<ClientView, "clientId" | "readableFrom" | "memberSince">;

/** What a client says that it has read. */
export interface ReadWish {
  readonly room: string;
  readonly seq: number;
  /** Of the mark that it goes on from, where it knows one. */
  readonly version?: number | undefined;
}

/** Stands for more than is counted. */
const mostCounted = 100;
/** Rooms that one client has marks of. */
const mostMarks = 1000;
/** Where it is kept up to where rooms without a mark of their own are read. */
const everywhere = "";

/** What a client has read, as long as it is here. */
interface Known {
  sessions: number;
  /** Of rooms without a mark of their own. */
  everywhere: number;
  /** The one that was set last is the last. */
  marks: Map<string, ReadMark>;
  readonly ready: Promise<void>;
}

/** What those who are online have read (UNR-1 … UNR-5). A message changes nothing here: it is counted when somebody asks. */
export class Reading {
  readonly #parts: ReadingParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /** A session of a client begins; to be ended by `leave`. Resolves when it is known what that client has read. */
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

  /** Up to where a client has read a room that it is a member of, and what it has not. */
  of(client: Reader, room: string): Read {
    const mark = this.#markOf(client, room);
    const after = Math.max(mark.seq, client.readableFrom(room) - 1);
    const { messages, chat } = this.#parts;
    const blocked = chat.state.blocks.get(client.clientId) ?? [];
    const without = [client.clientId, ...blocked.map(({ client_id }) => client_id)];
    return { ...mark, unread: messages.count(room, { after, without, most: mostCounted }) };
  }

  /**
   * Sets the mark of a client, unless it goes on from one that was set anew meanwhile (UNR-1). Whether it is another now.
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
    // Greater than any that was lost with the end of an earlier run.
    const mark = { seq: reached, version: Math.max(now(), (earlier?.version ?? 0) + 1) };
    known.marks.delete(room);
    known.marks.set(room, mark);
    marks.note({ clientId, room }, mark);
    this.#bound(clientId, known.marks);
    return true;
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
    // In the lobby one is a member anew with each coming, and of a room of two all is one's own (DIR-1, DIR-3).
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

  /** Where the store does not say, all is read: nobody stays outside for that. */
  async #learn(clientId: string, known: Known): Promise<void> {
    const { marks, now } = this.#parts;
    const kept = await marks.of(clientId).catch(() => undefined);
    if (!kept) return;
    const begun = kept.get(everywhere);
    // Of a log that has lost its end, or goes on otherwise, there is no mark beyond it.
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
