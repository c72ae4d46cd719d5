import type { LogEntry, ReadHistory } from "@beseda/log";
import { ChatError, isOf, lobby } from "@beseda/protocol";
import type { Context } from "../../commands/context.ts";
import { beginningOf, historyOf } from "../../commands/history.ts";
import { foldedPage } from "./folded-page.ts";
import { refusedBy, type LineFormat } from "./line-format.ts";
import type { UnreadIn } from "./line-reading.ts";
import { waitingFor } from "./personal-lines.ts";
import type { Screen } from "./screen.ts";
import { unreadLine } from "./unread-line.ts";

export interface GreetingParts {
  readonly context: Context;
  readonly screen: Screen;
  readonly format: LineFormat;
  /** The errors in the introduction. */
  readonly complaints: readonly ChatError[];
  /** Whether the first words were sent already. */
  readonly isWelcomed: boolean;
}

/**
 * Greets a newcomer: who they are, how to get help, the latest messages (SES-1, SES-3). Resolves with the
 * `seq` after which the records go on.
 */
export const greet = async (parts: GreetingParts): Promise<number> => {
  const { context, screen, format, complaints, isWelcomed } = parts;
  const { session, services } = context;
  const { log, limits } = services;
  const { seq } = log.last;
  const query = { room: lobby, before: seq + 1, messages: limits.history_records };
  const { recent, missing } = await newest(context, query);
  const records = foldedPage(recent.map(({ record }) => record)).filter(
    (record) => !(isOf(record, "connected") && record.session === session.id),
  );
  const greeted = { session, room: lobby, seq, limits, isWelcomed, records: records.length };
  await screen.show(format.greeting(greeted));
  const rooms = screen.reading.unread();
  await screen.again(records);
  if (query.messages > 0) screen.reading.shown(lobby, seq);
  const shown = new Set(rooms.filter(isShownIn(recent)).map(({ room }) => room));
  await screen.show(
    format.waiting([...waitingFor(session), ...(await unreadLine(context, { rooms, shown }))]),
  );
  for (const complaint of [...missing, ...complaints]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await screen.refuse(refusedBy(complaint, session.locale));
  }
  return seq;
};

/** Returns a function that tells whether everything unread of a room is in the newest records of the lobby. */
const isShownIn =
  (recent: readonly LogEntry[]) =>
  ({ room, seq }: UnreadIn): boolean =>
    room === lobby && recent.length > 0 && beginningOf(recent) <= seq;

/** Reads the newest records of a room, or the readable part of them (LOG-16). */
const newest = async (context: Context, query: ReadHistory): Promise<Newest> => {
  if (query.messages === 0) return { recent: [], missing: [] };
  try {
    return { recent: await historyOf(context, query), missing: [] };
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "log-unreadable") throw error;
    return { recent: await historyOf(context, { ...query, orLess: true }), missing: [error] };
  }
};

interface Newest {
  readonly recent: readonly LogEntry[];
  /** The reasons why records are missing. */
  readonly missing: readonly ChatError[];
}
