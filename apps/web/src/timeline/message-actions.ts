import type { TimelineMessage } from "@beseda/client";

/** The actions on a message. */
export interface MessageActions {
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  /** Begins an answer. */
  readonly reply: (message: TimelineMessage) => void;
  /** Begins a report to the moderators. */
  readonly report: (seq: number) => void;
  /** Begins an edit of an own message. */
  readonly edit: (message: TimelineMessage) => void;
  /** Takes a message back. */
  readonly remove: (seq: number) => void;
  readonly pin: (seq: number, isPinned: boolean) => void;
  /** Sets an emoji below a message, or withdraws the person's own. */
  readonly react: (seq: number, emoji: string, withdrawn: boolean) => void;
  /** Begins a reaction that is typed. */
  readonly otherReaction: (message: TimelineMessage) => void;
  /** Makes a message and all behind it unread. */
  readonly markUnread: (seq: number) => void;
  readonly unblock: (clientId: string) => void;
}

/** What the person may do with messages of a room besides their own. */
export interface MessageRights {
  readonly remove: boolean;
  readonly pin: boolean;
}
