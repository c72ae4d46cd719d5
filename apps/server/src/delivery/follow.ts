import type { EventLog, LogEntry } from "@beseda/log";
import {
  formatCursor,
  formatWelcomeId,
  roomOf,
  textsOf,
  type ChatRecord,
  type Follow,
  type UnknownRecord,
  type Welcome,
} from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { ApiContext } from "../api/trpc.ts";
import type { Session } from "../session/session.ts";
import { startOf, type Start } from "./start.ts";

/** One item of `events.follow` on the wire. */
export type FollowItem =
  | { readonly welcome: Welcome }
  | { readonly events: readonly (ChatRecord | UnknownRecord)[] };

/**
 * A reader that pulls: greeting, catch-up, then each run of records as it becomes durable. One loop and one encoding
 * for each reader makes it the simplest implementation, and the baseline that every faster one is measured against.
 */
export async function* followByPull(
  context: ApiContext,
  input: Follow,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined> {
  const { log, session, limits } = context;
  const start = startOf(log, input);
  const withHistory = !start.resumed && limits.history_records > 0;
  const welcomeId = formatWelcomeId({ log: log.id, seq: start.seq }, withHistory ? "history" : "records");
  yield tracked(welcomeId, { welcome: welcomeOf(context, start) });
  if (withHistory) {
    const entries = await recent({ log, session, upto: start.seq, limit: limits.history_records });
    if (entries.length > 0) yield item(log, entries);
  }
  for await (const run of log.follow(start.seq, signal)) {
    const entries = run.filter(({ record }) => isFor(session, record));
    if (entries.length === 0) continue;
    await session.transport.drained(signal);
    if (signal.aborted) return;
    yield item(log, entries);
  }
}

const item = (log: EventLog, entries: readonly LogEntry[]): TrackedEnvelope<FollowItem> => {
  const seq = entries.at(-1)?.record.seq ?? 0;
  return tracked(formatCursor({ log: log.id, seq }), { events: entries.map(({ record }) => record) });
};

/** Whether a record is one that a session follows: of its rooms, since it is a member; or that it is none any more. */
const isFor = (session: Session, record: ChatRecord | UnknownRecord): boolean => {
  const room = roomOf(record);
  if (room === undefined) return false;
  const since = session.memberSince(room);
  if (since !== undefined && since <= record.seq) return true;
  return record.type === "left" && record.client_id === session.clientId;
};

const welcomeOf = ({ log, session, limits, server }: ApiContext, start: Start): Welcome => ({
  message: textsOf(session.locale).greeting(),
  client_id: session.clientId,
  name: session.name,
  session: session.id,
  token: session.token,
  log: log.id,
  seq: start.seq,
  rooms: [...session.rooms()].map((room) => session.summary(room)),
  locale: session.locale,
  limits,
  server,
  resumed: start.resumed,
  ...(!start.resumed && start.reset && { reset: start.reset }),
});

interface RecentQuery {
  readonly log: EventLog;
  readonly session: Session;
  readonly upto: number;
  readonly limit: number;
}

/** The newest records of each of a session's rooms up to a place, in one order (SES-3). */
const recent = async ({ log, session, upto, limit }: RecentQuery): Promise<readonly LogEntry[]> => {
  const pages = [...session.rooms()].map((room) => log.history({ room, before: upto + 1, limit }));
  return (await Promise.all(pages)).flat().sort((one, other) => one.record.seq - other.record.seq);
};
