/** The actions on a message. */
export interface MessageActions {
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  /** Begins a report to the moderators. */
  readonly report: (seq: number) => void;
  /** Begins an edit of an own message. */
  readonly edit: (seq: number, text: string) => void;
  /** Sets an emoji below a message, or withdraws the person's own. */
  readonly react: (seq: number, emoji: string, withdrawn: boolean) => void;
  /** Begins a reaction that is typed. */
  readonly otherReaction: (seq: number) => void;
  readonly unblock: (clientId: string) => void;
}
