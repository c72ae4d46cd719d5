/** What one can do about a message. */
export interface MessageActions {
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  /** Begins a report to the moderators. */
  readonly report: (seq: number) => void;
  /** Begins to change what an own message says. */
  readonly edit: (seq: number, text: string) => void;
  /** Sets an emoji below a message, or takes one's own away. */
  readonly react: (seq: number, emoji: string, withdrawn: boolean) => void;
  /** Begins a reaction that is typed. */
  readonly otherReaction: (seq: number) => void;
  readonly unblock: (clientId: string) => void;
}
