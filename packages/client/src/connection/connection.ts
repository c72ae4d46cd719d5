import type {
  Acknowledgement,
  AnyRecord,
  Cursor,
  HistoryPlace,
  Introduction,
  RoomSummary,
  Send,
  Signal,
  Welcome,
} from "@beseda/protocol";

import type { ChatAccount } from "../chat-account.ts";
import type { Member, Presence } from "../chat-client.ts";
import type { PageNotes } from "../timeline/annotations.ts";

/** A record as it arrived, and where it belongs. */
export interface ReceivedRecord {
  readonly seq: number;
  readonly room: string | undefined;
  readonly prev: number | undefined;
  readonly record: AnyRecord;
}

/** Records of a room, oldest first, without a gap, and what was done after them to messages among them (MSG-6). */
export interface HistoryPage extends PageNotes {
  readonly records: readonly ReceivedRecord[];
  /** Whether one may read more of the room before the page; earlier servers do not tell. */
  readonly older?: boolean | undefined;
  /** Whether there is more of the room after the page; earlier servers do not tell. */
  readonly newer?: boolean | undefined;
  /** `seq` of the record that was asked for, if it is there. */
  readonly hit?: number | undefined;
}

/** The requests to a server. Every method rejects with {@link RefusedError}, and with nothing else. */
export interface ChatApi {
  send(message: Send): Promise<Acknowledgement>;
  history(query: HistoryQuery): Promise<HistoryPage>;
  rooms(): Promise<readonly RoomSummary[]>;
  join(room: string): Promise<RoomSummary>;
  leave(room: string): Promise<void>;
  /** Resolves with the name as the server keeps it. */
  rename(name: string): Promise<string>;
  /** Returns the members of a room who are online. */
  members(room: string): Promise<readonly Member[]>;
  typing(signal: { readonly room: string; readonly typing: boolean }): Promise<void>;
  presence(presence: Presence): Promise<void>;
  /** Calls any procedure by its name, as the command table has it. The caller parses the answer. */
  ask(procedure: Procedure): Promise<unknown>;
  readonly account: Omit<ChatAccount, "register"> & {
    /** `name` is the one that the person saw when they asked (CLI-7). */
    register(password: string, name?: string): Promise<void>;
  };
  /** Resolves with the farewell; the server closes the connection after it. */
  quit(farewell?: string): Promise<string>;
}

/** A procedure of the server with its input. */
export interface Procedure {
  readonly kind: "query" | "mutation";
  readonly path: string;
  readonly input?: unknown;
}

export interface HistoryQuery extends HistoryPlace {
  readonly room: string;
  readonly limit: number;
}

/** The end of a connection and its reason. */
export interface ConnectionEnd {
  readonly code: number;
  /** A sentence for a person. */
  readonly reason: string;
  /** The time after which the server wants this client back, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The connection never opened: the reason can perhaps be found in another way. */
  readonly unopened?: boolean;
}

export interface ConnectionRequest {
  /** Called at each opening of a socket: the token and the name may have changed since the last. */
  readonly introduction: () => Introduction;
  /** The place to continue from; undefined starts anew. */
  readonly after: Cursor | undefined;
  /** Called with the greeting, first of all and again when the server moved the client to another socket. */
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onRecords: (records: readonly ReceivedRecord[]) => void;
  /** Called with signals, once the server has greeted; never where the server has none (DEL-10). */
  readonly onSignals: (signals: readonly Signal[]) => void;
  /** Called once, when the connection ended by itself; not after `close`. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** One connection to the server, from the dial to its end. It never comes back by itself. */
export interface Connection {
  readonly api: ChatApi;
  /** Ends the connection from this side; nothing is called back after it. */
  close(code: number): void;
}

/** Dials. MUST NOT call back before it has returned. */
export type Connect = (request: ConnectionRequest) => Connection;
