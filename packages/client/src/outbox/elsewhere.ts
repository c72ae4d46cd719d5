import type { StoredMessage } from "../storage.ts";
import { entryOf, isCommand, isWaiting, type OutboxEntry } from "./entry.ts";

/** An outbox and the store that it shares with other tabs and terminals. */
export interface Shared {
  readonly entries: readonly OutboxEntry[];
  readonly stored: readonly StoredMessage[];
  /** Typed here, and in the store for sure when it was read. */
  readonly kept: ReadonlySet<string>;
}

/** What became elsewhere of what an outbox has. */
export interface Elsewhere {
  /** It is not ours to send any more, or it stands in another room. */
  readonly gone: readonly OutboxEntry[];
  readonly changed: readonly OutboxEntry[];
  /** Commands that were typed here, and thrown away elsewhere. */
  readonly discarded: readonly OutboxEntry[];
}

/**
 * What another tab or terminal delivered, discarded or was refused is not ours to send any more; what it left behind
 * is. A command that was typed here is carried out here too: somebody waits for where it leads.
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

/** It was found in the store, and leads elsewhere by now. */
const isOther = (entry: OutboxEntry, { room, command }: StoredMessage): boolean =>
  entry.found &&
  isWaiting(entry) &&
  (entry.message.room !== room || entry.message.command?.room !== command?.room);

/** How long a command that was thrown away is remembered, in milliseconds: whoever typed it has come by then. */
const rememberedMs = 86_400_000;

export const isForgotten =
  (now: number) =>
  ({ discarded, time }: StoredMessage): boolean =>
    discarded === true && Date.parse(time) + rememberedMs < now;
