import type { StoredMessage } from "../storage.ts";
import { entryOf, isCommand, isWaiting, type OutboxEntry } from "./entry.ts";

/** An outbox and the store that it shares with other tabs and terminals. */
export interface Shared {
  readonly entries: readonly OutboxEntry[];
  readonly stored: readonly StoredMessage[];
  /** Ids of what was typed here, and was in the store for sure when it was read. */
  readonly kept: ReadonlySet<string>;
}

/** The changes that other tabs and terminals have made to the entries of an outbox. */
export interface Elsewhere {
  /** Entries that are no longer ours to send, or that stand in another room. */
  readonly gone: readonly OutboxEntry[];
  readonly changed: readonly OutboxEntry[];
  /** Commands that were typed here, and discarded elsewhere. */
  readonly discarded: readonly OutboxEntry[];
}

/**
 * Entries that another tab or terminal delivered, discarded or was refused are no longer ours to send; those that it
 * left behind are. A command that was typed here is carried out here too: somebody waits for where it leads.
 */
export const elsewhere = ({ entries, stored, kept }: Shared): Elsewhere => {
  const isShared = (entry: OutboxEntry): boolean =>
    isWaiting(entry) && (entry.found || (kept.has(entry.message.id) && !isCommand(entry)));
  const known = new Map(entries.map((entry) => [entry.message.id, entry]));
  const ids = new Set(stored.map(({ id }) => id));
  const gone = entries.filter((entry) => isShared(entry) && !ids.has(entry.message.id));
  const changed: OutboxEntry[] = [];
  const discarded: OutboxEntry[] = [];
  for (const message of stored) {
    const before = known.get(message.id);
    if (message.discarded) {
      if (before && isWaiting(before)) (before.found ? gone : discarded).push(before);
      continue;
    }
    if (before && !isOther(before, message) && !(message.failed !== undefined && isShared(before))) continue;
    if (before && before.message.room !== message.room) gone.push(before);
    changed.push(entryOf(message, { found: before?.found ?? true }));
  }
  return { gone, changed, discarded };
};

/** Whether an entry was found in the store, and leads elsewhere by now. */
const isOther = (entry: OutboxEntry, { room, command }: StoredMessage): boolean =>
  entry.found &&
  isWaiting(entry) &&
  (entry.message.room !== room || entry.message.command?.room !== command?.room);

/** How long a discarded command is remembered, in milliseconds: the client it was typed in has come by then. */
const rememberedMs = 86_400_000;

export const isForgotten =
  (now: number) =>
  ({ discarded, time }: StoredMessage): boolean =>
    discarded === true && Date.parse(time) + rememberedMs < now;
