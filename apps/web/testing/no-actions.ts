import type { MessageActions } from "../src/timeline/message-actions.ts";

const nothing = (): void => undefined;

/** Actions on messages that do nothing, for tests of what is drawn. */
export const noActions: MessageActions = {
  retry: nothing,
  discard: nothing,
  report: nothing,
  reply: nothing,
  edit: nothing,
  remove: nothing,
  pin: nothing,
  react: nothing,
  otherReaction: nothing,
  markUnread: nothing,
  unblock: nothing,
};
