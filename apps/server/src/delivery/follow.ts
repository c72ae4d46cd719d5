import type { EventLog, LogEntry } from "@beseda/log";
import {
  formatCursor,
  formatWelcomeId,
  roomOf,
  type ChatRecord,
  type UnknownRecord,
  type Welcome,
} from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { Reader } from "./reader.ts";

/** One item of `events.follow` on the wire. */
export type FollowItem =
  | { readonly welcome: Welcome }
  | { readonly events: readonly (ChatRecord | UnknownRecord)[] };

export interface FollowParts {
  readonly log: EventLog;
  readonly reader: Reader;
  /** The greeting: it says where the records go on from, and whether the newest history comes before them. */
  readonly welcome: Welcome;
  readonly signal: AbortSignal;
}

/**
 * A reader that pulls: greeting, catch-up, then each run of records as it becomes durable. One loop and one encoding
 * for each reader makes it the simplest implementation, and the baseline that every faster one is measured against.
 */
export async function* followByPull({
  log,
  reader,
  welcome,
  signal,
}: FollowParts): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined> {
  const withHistory = !welcome.resumed && welcome.limits.history_records > 0;
  yield tracked(formatWelcomeId(welcome, withHistory ? "history" : "records"), { welcome });
  if (withHistory) {
    const entries = await recent({ log, reader, upto: welcome.seq, limit: welcome.limits.history_records });
    if (entries.length > 0) yield item(log, entries);
  }
  for await (const run of log.follow(welcome.seq, signal)) {
    const entries = run.filter(({ record }) => isFor(reader, record));
    if (entries.length === 0) continue;
    await reader.drained(signal);
    if (signal.aborted) return;
    yield item(log, entries);
  }
}

const item = (log: EventLog, entries: readonly LogEntry[]): TrackedEnvelope<FollowItem> => {
  const seq = entries.at(-1)?.record.seq ?? 0;
  return tracked(formatCursor({ log: log.id, seq }), { events: entries.map(({ record }) => record) });
};

/** Whether a reader follows a record: of its rooms, since it is a member; or that it is none any more. */
const isFor = (reader: Reader, record: ChatRecord | UnknownRecord): boolean => {
  const room = roomOf(record);
  if (room === undefined) return false;
  const since = reader.memberSince(room);
  if (since !== undefined && since <= record.seq) return true;
  return record.type === "left" && record.client_id === reader.clientId;
};

interface RecentQuery {
  readonly log: EventLog;
  readonly reader: Reader;
  readonly upto: number;
  readonly limit: number;
}

/** The newest records of each of a reader's rooms up to a place, in one order (SES-3). */
const recent = async ({ log, reader, upto, limit }: RecentQuery): Promise<readonly LogEntry[]> => {
  const pages = reader.rooms().map((room) => log.history({ room, before: upto + 1, limit }));
  return (await Promise.all(pages)).flat().sort((one, other) => one.record.seq - other.record.seq);
};
