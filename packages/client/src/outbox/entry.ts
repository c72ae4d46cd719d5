import type { DeliveryState } from "../chat-client.ts";
import type { Reason } from "../reason.ts";
import type { StoredCommand, StoredMessage } from "../storage.ts";
import { isAhead } from "./ahead.ts";

/** The state as a person sees it, but for the reason, which is in no language yet. */
type EntryState =
  | Exclude<DeliveryState, { readonly state: "failed" }>
  | { readonly state: "failed"; readonly reason: Reason };

/** An own message on its way to the server. Immutable: a change of state is a new entry. */
export interface OutboxEntry {
  readonly message: StoredMessage;
  readonly delivery: EntryState;
  /** The time at which it was typed, ISO 8601; the server's time once acknowledged. */
  readonly time: string;
  /**
   * Whether it was found in the store rather than typed here: an earlier client may have sent it, and another tab
   * or terminal may have it too.
   */
  readonly found: boolean;
}

/** A command on its way to the server. */
export interface CommandEntry extends OutboxEntry {
  readonly message: StoredMessage & { readonly command: StoredCommand };
}

export const isCommand = (entry: OutboxEntry): entry is CommandEntry => entry.message.command !== undefined;

/** Whether an entry is still to be delivered. */
export const isWaiting = ({ delivery }: OutboxEntry): boolean =>
  delivery.state === "queued" || delivery.state === "sent";

export const entryOf = (message: StoredMessage, { found }: Pick<OutboxEntry, "found">): OutboxEntry => ({
  message,
  delivery:
    message.failed === undefined
      ? { state: "queued" }
      : { state: "failed", reason: { text: message.failed, ...(message.why && { saying: message.why }) } },
  time: message.time,
  found,
});

/** Returns entries that wait in the room of a command that has failed, or is no longer there, and the reason. */
export const leftBehind = (
  room: string,
  entries: readonly OutboxEntry[],
): { readonly left: readonly OutboxEntry[]; readonly reason: Reason } => {
  const [first, ...held] = isAhead(room) ? entries : [];
  if (first === undefined || (isCommand(first) && isWaiting(first)))
    return { left: [], reason: { text: "" } };
  const reason = first.delivery.state === "failed" ? first.delivery.reason : { text: first.message.text };
  return { left: (isCommand(first) ? held : entries).filter(isWaiting), reason };
};

/** Returns the entries to put back with a failed one, of those in its room: with a command all behind it. */
export const failedWith = (entry: OutboxEntry, entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  isAhead(entry.message.room) ? entries.filter(({ delivery }) => delivery.state === "failed") : [entry];

/** Returns a message with the reason why the server refused it. */
export const asFailed = (message: StoredMessage, { text, saying }: Reason): StoredMessage => ({
  ...message,
  failed: text,
  ...(saying && { why: saying }),
});

/** Returns a message as it was typed, without what became of it. */
export const asTyped = (stored: StoredMessage): StoredMessage => {
  const { failed: _, why: __, sender: ___, command, ...message } = stored;
  if (command === undefined) return message;
  const { begun: ____, ...typed } = command;
  return { ...message, command: typed };
};

/** Whether an entry is a command about a room, where it names none itself. */
export const isAbout = (entry: OutboxEntry, room: string): entry is CommandEntry =>
  isCommand(entry) && entry.message.command.room === room;

export const aboutRoom = (entry: CommandEntry, room: string): CommandEntry => ({
  ...entry,
  message: { ...entry.message, command: { ...entry.message.command, room } },
});
