import type { AnyRecord, CommandInvocation, Locale, Outcome, RoomSummary, Welcome } from "@beseda/protocol";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { Saying } from "./reason.ts";
import type { PersonalState } from "./signals/personal.ts";

/** What becomes of an own message: each state follows the one before, `failed` may follow any. */
export type DeliveryState =
  | { readonly state: "queued" }
  | { readonly state: "sent" }
  | { readonly state: "acknowledged"; readonly seq: number }
  /** `reason` is a sentence in the language of the moment, `saying` the same in none, where it can be said in each. */
  | { readonly state: "failed"; readonly reason: string; readonly saying?: Saying };

/** An emoji below a message. */
export interface TimelineReaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether one's own is among them. */
  readonly own: boolean;
  /** Whose they are, the first one first; empty where a page has only counted them. */
  readonly people: readonly Member[];
}

/** A message as a person sees it. `key` is stable from the moment of typing to the acknowledged record. */
export interface TimelineMessage {
  readonly kind: "message";
  readonly key: string;
  /** 0 while it is only in the outbox. */
  readonly seq: number;
  /** ISO 8601; the server's once acknowledged. */
  readonly time: string;
  readonly client_id: string;
  readonly name: string;
  readonly text: string;
  readonly own: boolean;
  readonly action: boolean;
  readonly reply_to?: number;
  /** It was taken back: the text is empty. */
  readonly deleted?: true;
  /** Its author has changed it: `text` is what it says since the record of that `seq`. */
  readonly edited?: number;
  readonly reactions?: readonly TimelineReaction[];
  /** Of own messages. */
  readonly delivery?: DeliveryState;
}

/** Anything else that happened in a room; `noticeOf(record, locale)` of the protocol says it in words, for a record that is not understood too. */
export interface TimelineNotice {
  readonly kind: "notice";
  readonly key: string;
  readonly seq: number;
  readonly time: string;
  readonly record: AnyRecord;
}

export type TimelineItem = TimelineMessage | TimelineNotice;

/** A room from the oldest loaded record to the newest, own unsent messages last. */
export interface RoomTimeline {
  readonly items: readonly TimelineItem[];
  /** Whether older records exist that were not loaded. */
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  /** Whether records of which the newest greeting told are still on their way: what was missed is no news of now. */
  readonly arriving: boolean;
}

/** Somebody else who is writing something. */
export interface Typist {
  readonly client_id: string;
  readonly name: string;
}

/** Whether somebody sits there. */
export type Presence = "active" | "away";

/** Somebody who is in a room, and online. */
export interface Member {
  readonly client_id: string;
  readonly name: string;
}

/** Immutable; a new object at each change, unchanged parts keep their identity. */
export interface ChatSnapshot extends PersonalState {
  readonly connection: ConnectionState;
  /** The last greeting; undefined until the first. */
  readonly welcome: Welcome | undefined;
  readonly me: { readonly client_id: string; readonly name: string } | undefined;
  /** One's rooms; the `title` of a room of two is the other's name, where it is known (DIR-1). */
  readonly rooms: readonly RoomSummary[];
  readonly timelines: ReadonlyMap<string, RoomTimeline>;
  /** Who else types, by room, in the order in which they began; only rooms where somebody does (DEL-9). */
  readonly typing: ReadonlyMap<string, readonly Typist[]>;
  /** `client_id` of those who are online and away; whoever else is online is there. */
  readonly away: ReadonlySet<string>;
  /** Own messages that are not acknowledged: queued, sent or failed. */
  readonly unsent: number;
  /** Set while the storage fails, a sentence for a person: the chat goes on, but what is unsent would not survive it. */
  readonly storageProblem?: string | undefined;
}

/** What one can do about the account that one is, or wants to be. Rejects like every method of a {@link ChatClient}. */
export interface ChatAccount {
  /** Keeps one's name behind a password. */
  register(password: string): Promise<void>;
  /** Resolves with the token to start another client with: a session stays of one client. */
  login(credentials: {
    readonly name: string;
    readonly password: string;
  }): Promise<{ readonly token: string; readonly name: string; readonly client_id: string }>;
  /** The token is no longer valid; the server ends the session. */
  logout(): Promise<void>;
  changePassword(passwords: { readonly old: string; readonly new: string }): Promise<void>;
  /** Becomes what an invitation makes of an account. */
  redeem(invitation: string): Promise<void>;
}

/** Commands of the table that a client has to carry out by itself; {@link ChatClient.perform} does the others. */
export type OwnCommand =
  | "help"
  | "me"
  | "history"
  | "since"
  | "lang"
  | "echo"
  | "numbers"
  | "reply"
  | "login"
  | "logout"
  | "quit";

/** A command that is carried out by asking the server. */
export type ServerInvocation = Exclude<CommandInvocation, { readonly command: OwnCommand }>;

/** What became of a command: the same sentences as over plain text, but for what the room shows by itself (TXT-5). */
export type CommandOutcome = Outcome;

/** A command that is being carried out. */
export interface Way {
  /**
   * The room that it leads to, before the server has said which one that is: what is sent there waits for that, on the
   * disk too, and is given back where the command is refused (CLI-1). The room it was typed in, where it leads nowhere.
   */
  readonly ahead: string;
  /** `key` of the message that was sent with it. */
  readonly key?: string;
  /** Rejects like every method of a {@link ChatClient}. */
  readonly outcome: Promise<CommandOutcome>;
}

/**
 * A chat as a person uses it: connects, reconnects and resumes by itself, keeps what was typed until it is durable
 * on the server, applies every record once and in order (DEL-1, DEL-3, DEL-4, DEL-8).
 * Methods that ask the server wait up to 10 s for a connection, and reject with {@link RefusedError}, whose message
 * is a sentence for a person.
 */
export interface ChatClient {
  snapshot(): ChatSnapshot;
  /** Calls the listener after each change of the snapshot, at most once a microtask; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Puts a message into the outbox and returns its id, which is the `key` of its timeline item. Never throws for the network. */
  send(message: {
    readonly room: string;
    readonly text: string;
    readonly reply_to?: number;
    readonly action?: true;
  }): string;
  /** Puts a failed message back into the queue, behind the others. */
  retry(key: string): void;
  /** Removes a queued or failed message. */
  discard(key: string): void;
  /**
   * Resolves when no message is queued or sent any more, of those either that the storage has for whom the server has
   * greeted: each is acknowledged or failed. When the connection has ended
   * for good, what was still waiting has failed; it stays in the storage, and the next client sends it.
   */
  settled(): Promise<void>;
  /** Loads the page before the oldest loaded record; calls during one that is under way wait for that one. */
  loadOlder(room: string): Promise<void>;
  readonly account: ChatAccount;
  /**
   * Carries out a command of the table; it is about `room`, where it names none itself (TXT-5). What it changes it
   * changes in its turn, behind what was typed before, over this connection or a later one (CLI-2).
   */
  go(command: { readonly room: string; readonly invocation: ServerInvocation }): Way;
  /** The same, for who does not ask where it leads. */
  perform(command: { readonly room: string; readonly invocation: ServerInvocation }): Promise<CommandOutcome>;
  /** Who is in a room and online now. */
  members(room: string): Promise<readonly Member[]>;
  /** The room of two with somebody who is online, by name or `client_id`; opens it where there is none yet. */
  direct(name: string): Promise<string>;
  /**
   * A key was pressed, or what was being written is gone: call it at each. The others are told rarely, and that one
   * stopped is told by itself (DEL-9).
   */
  typing(room: string, isTyping: boolean): void;
  /** Whether the person sits there; the others are told, after a loss of the connection again. */
  setPresence(presence: Presence): void;
  rename(name: string): Promise<void>;
  /** The language of all sentences from now on: of the client's own, and of those that the server says to it (CLI-9). */
  speak(locale: Locale): void;
  join(room: string): Promise<void>;
  leave(room: string): Promise<void>;
  /** Asks the server for the list of rooms again; between greetings the numbers of members are estimates. */
  refreshRooms(): Promise<void>;
  /** Ends the wait between two tries: for a button, and for the browser's `online` event. */
  reconnectNow(): void;
  /**
   * Ends the session with a code and a reason; resolves with the farewell of the server, or where it cannot be reached
   * with the same words in the session's language. Does not wait for what is unsent: see `settled`.
   */
  quit(farewell?: string): Promise<string>;
  /**
   * Leaves without a farewell (close 3001, which stands for 1001) and frees everything; the outbox stays in its
   * storage. A view that is taken down needs no more than this.
   */
  close(): Promise<void>;
}
