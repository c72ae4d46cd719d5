import type {
  Acknowledgement,
  AnyRecord,
  Cursor,
  Introduction,
  RoomSummary,
  Send,
  Signal,
  Welcome,
} from "@beseda/protocol";

import type { ChatAccount, Member, Presence } from "../chat-client.ts";
import type { PageNotes } from "../timeline/annotations.ts";

/** A record as it arrived, and where it belongs. */
export interface ReceivedRecord {
  readonly seq: number;
  readonly room: string | undefined;
  readonly prev: number | undefined;
  readonly record: AnyRecord;
}

/** Records of a room, oldest first, without a hole, and what was done behind them to messages among them (MSG-6). */
export interface HistoryPage extends PageNotes {
  readonly records: readonly ReceivedRecord[];
}

/** What a server can be asked. Every method rejects with {@link RefusedError}, and with nothing else. */
export interface ChatApi {
  send(message: Send): Promise<Acknowledgement>;
  history(query: HistoryQuery): Promise<HistoryPage>;
  rooms(): Promise<readonly RoomSummary[]>;
  join(room: string): Promise<RoomSummary>;
  leave(room: string): Promise<void>;
  /** Resolves with the name as the server keeps it. */
  rename(name: string): Promise<string>;
  /** Members of a room that are online. */
  members(room: string): Promise<readonly Member[]>;
  typing(signal: { readonly room: string; readonly typing: boolean }): Promise<void>;
  presence(presence: Presence): Promise<void>;
  /** Any procedure by its name, such as the command table has it. What it answers is for the caller to parse. */
  ask(procedure: Procedure): Promise<unknown>;
  readonly account: Omit<ChatAccount, "register"> & {
    /** The name is the one that the person saw when they asked (CLI-7). */
    register(password: string, name?: string): Promise<void>;
  };
  /** Resolves with the farewell; the server closes the connection after it. */
  quit(farewell?: string): Promise<string>;
}

/** A procedure of the server with what it takes. */
export interface Procedure {
  readonly kind: "query" | "mutation";
  readonly path: string;
  readonly input?: unknown;
}

export interface HistoryQuery {
  readonly room: string;
  readonly before?: number;
  readonly limit: number;
}

/** How a connection came to its end. */
export interface ConnectionEnd {
  readonly code: number;
  /** A sentence for a person. */
  readonly reason: string;
  /** When the server wants this client back, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** It has never opened: why can perhaps be found in another way. */
  readonly unopened?: boolean;
}

export interface ConnectionRequest {
  /** Asked at each opening of a socket: the token and the name may have changed since the last. */
  readonly introduction: () => Introduction;
  /** The place to continue from; undefined starts anew. */
  readonly after: Cursor | undefined;
  /** A greeting comes first, and again when the server moved the client to another socket. */
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onRecords: (records: readonly ReceivedRecord[]) => void;
  /** What passes, once the server has greeted; nothing where it has no signals (DEL-10). */
  readonly onSignals: (signals: readonly Signal[]) => void;
  /** Called once, when the connection ended by itself; not after `close`. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** One connection to the server, from the dial to its end. It never comes back by itself. */
export interface Connection {
  readonly api: ChatApi;
  /** Ends it from this side; nothing is called back after it. */
  close(code: number): void;
}

/** Dials. MUST NOT call back before it has returned. */
export type Connect = (request: ConnectionRequest) => Connection;
