import type {
  AnyRecord,
  CommandInvocation,
  FileFacts,
  Locale,
  Outcome,
  PinnedMessage,
  RoomSummary,
  Welcome,
} from "@beseda/protocol";
import type { ChatAccount } from "./chat-account.ts";
import type { ChatHistory } from "./chat-history.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import type { Saying } from "./reason.ts";
import type { PersonalState } from "./signals/personal.ts";

/** The stages of an own message: each state follows the one before, `failed` may follow any. */
export type DeliveryState =
  | { readonly state: "queued" }
  | { readonly state: "sent" }
  | { readonly state: "acknowledged"; readonly seq: number }
  /** `reason` is a sentence in the current language, `saying` the same for any language, where it is known. */
  | { readonly state: "failed"; readonly reason: string; readonly saying?: Saying };

/** An emoji below a message. */
export interface TimelineReaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether the person's own reaction is among them. */
  readonly own: boolean;
  /** The people who reacted, the first one first; empty where a page has only counted them. */
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
  /** It is a file: `text` has its name and size in words, then what was written with it. */
  readonly file?: FileFacts;
  readonly own: boolean;
  readonly action: boolean;
  readonly reply_to?: number;
  /** The message was said elsewhere, at that `time`, and imported. */
  readonly imported?: true;
  /** The message was taken back: the text is empty. */
  readonly deleted?: true;
  /** The author has changed the message: `text` is what it says since the record of that `seq`. */
  readonly edited?: number;
  readonly reactions?: readonly TimelineReaction[];
  /** It mentions the person (MSG-5). */
  readonly mentionsMe?: true;
  /** Set on own messages only. */
  readonly delivery?: DeliveryState;
}

/** Anything else that happened in a room; `noticeOf(record, locale)` says it, even if it is not understood. */
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
  /** Whether records that the newest greeting announced are still on their way: missed records are not news. */
  readonly arriving: boolean;
}

/** A part of a room that somebody has gone to, apart from the records at the live end of its timeline (HIST-5). */
export interface RoomWindow extends RoomTimeline {
  /** `seq` of the record that they have gone to. */
  readonly hit: number;
}

/** Somebody else who is writing something. */
export type Typist = Member;

/** Whether somebody is at the device. */
export type Presence = "active" | "away";

/** Somebody who is in a room, and online. */
export interface Member {
  readonly client_id: string;
  readonly name: string;
}

/** An own message that mentions people who do not see what is said in its room (MSG-5). */
export interface UnseenMention {
  /** `key` of the message. */
  readonly key: string;
  readonly room: string;
  readonly names: readonly string[];
}

/** Immutable; a new object at each change, unchanged parts keep their identity. */
export interface ChatSnapshot extends PersonalState {
  readonly connection: ConnectionState;
  /** The last greeting; undefined until the first. */
  readonly welcome: Welcome | undefined;
  readonly me: { readonly client_id: string; readonly name: string } | undefined;
  /**
   * The person's rooms; the `title` of a room of two is the other's name, where it is known (DIR-1). `read`, `unread` and
   * `mentions` are of this moment; older servers count nothing, and there they are missing (UNR-2).
   */
  readonly rooms: readonly RoomSummary[];
  readonly timelines: ReadonlyMap<string, RoomTimeline>;
  /** What is shown instead of a timeline where somebody has gone to another part of its room. */
  readonly windows: ReadonlyMap<string, RoomWindow>;
  /** Others who type, by room, in the order in which they began; only rooms where somebody does (DEL-9). */
  readonly typing: ReadonlyMap<string, readonly Typist[]>;
  /** `client_id` of those who are online and away; everybody else who is online is present. */
  readonly away: ReadonlySet<string>;
  /** Own messages of this run that mention somebody in vain, the newest last; only the last few. */
  readonly unseenMentions: readonly UnseenMention[];
  /** Own messages that are not acknowledged: queued, sent or failed. */
  readonly unsent: number;
  /** Set while the storage fails, a sentence for a person: the chat goes on, but what is unsent would not survive it. */
  readonly storageProblem?: string | undefined;
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

/** The result of a command: the same sentences as over plain text, but for what the room itself shows (TXT-5). */
export type CommandOutcome = Outcome;

/** A command that is being carried out. */
export interface Way {
  /**
   * The room that the command leads to, before the server has named it: what is sent there waits for that, on the
   * disk too, and is given back if the command is refused (CLI-1). The room it was typed in, if it leads nowhere.
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
export interface ChatClient extends ChatHistory {
  snapshot(): ChatSnapshot;
  /** Calls the listener after each change of the snapshot, at most once a microtask; returns how to stop it. */
  subscribe(listener: () => void): () => void;
  /**
   * Puts a message into the outbox and returns its id, which is the `key` of its timeline item. Never throws because of
   * the network.
   */
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
   * Resolves when no message is queued or sent any longer, including those that the storage has for the client that
   * the server has greeted: each is acknowledged or failed. When the connection has ended
   * for good, what was still waiting has failed; it stays in the storage, and the next client sends it.
   */
  settled(): Promise<void>;
  readonly account: ChatAccount;
  /**
   * Carries out a command of the table; it is about `room`, where it names none itself (TXT-5). A command that
   * changes something takes its turn behind what was typed before, over this or a later connection (CLI-2).
   */
  go(command: { readonly room: string; readonly invocation: ServerInvocation }): Way;
  /** Does the same as {@link ChatClient.go}, for callers that do not ask where it leads. */
  perform(command: { readonly room: string; readonly invocation: ServerInvocation }): Promise<CommandOutcome>;
  /** Returns the members of a room who are online now. */
  members(room: string): Promise<readonly Member[]>;
  /** Returns the pinned messages of a room as they are now, in the order of pinning. */
  pins(room: string): Promise<readonly PinnedMessage[]>;
  /** Returns the room of two with somebody online, by name or `client_id`; opens it if there is none yet. */
  direct(name: string): Promise<string>;
  /**
   * Notes that a room was read up to a message, on all devices of the person: `rooms[].unread` and `mentions` change at
   * once. Call it as often as somebody reads: the server is told once in a second at most, without a connection when
   * there is one. A lower `seq` than that of the mark changes nothing.
   */
  markRead(room: string, seq: number): void;
  /** Makes a message and all behind it unread on all devices of the person. */
  markUnread(room: string, seq: number): void;
  /**
   * Reports that a key was pressed, or that the text being written is gone: call it each time. The others are
   * notified rarely, and that typing has stopped is sent by itself (DEL-9).
   */
  typing(room: string, isTyping: boolean): void;
  /** Sets whether the person is at the device; the others are notified, again after a lost connection too. */
  setPresence(presence: Presence): void;
  rename(name: string): Promise<void>;
  /** Sets the language of all sentences from now on: the client's own, and those that the server sends it (CLI-9). */
  speak(locale: Locale): void;
  join(room: string): Promise<void>;
  leave(room: string): Promise<void>;
  /** Asks the server for the list of rooms again; between greetings the numbers of members are estimates. */
  refreshRooms(): Promise<void>;
  /** Ends the wait between two tries: for a button, and for the browser's `online` event. */
  reconnectNow(): void;
  /**
   * Ends the session with a code and a reason; resolves with the farewell of the server or, if it cannot be reached,
   * with the same words in the session's language. Does not wait for what is unsent: see `settled`.
   */
  quit(farewell?: string): Promise<string>;
  /**
   * Leaves without a farewell (close 3001, which stands for 1001) and frees everything; the outbox stays in its
   * storage. A view that is taken down needs no more than this.
   */
  close(): Promise<void>;
}
