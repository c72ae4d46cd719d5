import type { LogEntry, ReadHistory } from "@beseda/log";
import { ChatError, type HistoryPlace } from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import { asReadBy } from "../delivery/withheld.ts";
import type { Context } from "./context.ts";
import { laterOf, type Later } from "./later.ts";
import type { Looking } from "./room-summary.ts";

/** A wanted page: as many records as hold `limit` messages, at one place (HIST-1). */
export interface PageQuery extends HistoryPlace {
  readonly room: string;
  readonly limit: number;
}

/** A page of history, with later changes to its messages. */
export interface Page extends Later {
  readonly entries: readonly LogEntry[];
  /** `seq` of the record that was asked for. */
  readonly hit?: number;
}

/** Returns a page of history as a client gets it, when it is its connection's turn (DEL-11). */
export const answeredPage = async (ctx: Context, query: PageQuery) => {
  const read = () => pageOf(ctx, query);
  const { connection, services, session } = ctx;
  const page = connection ? await services.pages.inTurn(connection.outlet, read) : await read();
  const { entries, hit, later, undone, counted, upto } = page;
  const last = entries.at(-1)?.seq ?? query.after ?? (query.before ?? 1) - 1;
  const after = beginningOf(entries);
  return {
    events: entries.map(({ record }) => record),
    after,
    older: after > 0 && after >= session.readableFrom(query.room),
    newer: services.log.lastOf(query.room) > last,
    ...(hit !== undefined && { hit }),
    ...(later.length > 0 && { later: later.map(({ record }) => record) }),
    ...(undone.length > 0 && { undone }),
    ...(counted.length > 0 && { counted, upto }),
  };
};

/**
 * Returns the records at a place, as many as their later changes leave room for (MSG-6).
 * @throws {ChatError} where the room, or the record that was asked for, is not for this client
 */
export const pageOf = async (looking: Looking, query: PageQuery): Promise<Page> => {
  const { room, limit: messages, before, after } = query;
  const hit = await hitOf(looking, query);
  if (hit !== undefined) {
    const entries = await historyAround(looking, { room, messages, hit });
    return { ...(await laterOf(looking, entries, hit)), hit };
  }
  const place = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return laterOf(looking, await historyOf(looking, { room, messages, ...place }), after);
};

/** Returns the `seq` of the record that was asked for by itself or by a time, if any. */
const hitOf = async (looking: Looking, { room, around, at }: PageQuery): Promise<number | undefined> => {
  if (around === undefined && at === undefined) return undefined;
  permitReading(looking, room);
  const { session, services } = looking;
  const from = session.readableFrom(room);
  if (at !== undefined) return services.log.firstAt({ room, time: Date.parse(at), from });
  return around;
};

/** Half of the bytes of a page. */
const halfBytes = 128 * 1024;

/** @throws {ChatError} `unknown-message` if the record is not one of the room that this client may read */
const historyAround = async (
  looking: Looking,
  { room, messages, hit }: { readonly room: string; readonly messages: number; readonly hit: number },
): Promise<readonly LogEntry[]> => {
  const half = Math.floor(messages / 2) + 1;
  const read = (place: Omit<ReadHistory, "room" | "bytes">) =>
    historyOf(looking, { room, bytes: halfBytes, ...place });
  const upto = await read({ before: hit + 1, messages: half });
  if (upto.at(-1)?.seq !== hit) throw new ChatError("unknown-message", hit);
  const behind = half < messages ? await read({ after: hit, messages: messages - half }) : [];
  return [...upto, ...behind];
};

/**
 * Returns records of a room at a place, oldest first.
 * @throws {ChatError} where the room is not for this client
 */
export const historyOf = async (looking: Looking, query: ReadHistory): Promise<readonly LogEntry[]> => {
  const { session, services } = looking;
  permitReading(looking, query.room);
  const from = session.readableFrom(query.room);
  const after = query.after === undefined ? {} : { after: Math.max(query.after, from - 1) };
  const entries = await services.log.history({ ...query, ...after });
  // Checked after the wait: a member removed meanwhile gets nothing.
  const now = session.memberSince(query.room) === undefined ? Infinity : session.readableFrom(query.room);
  return asReadBy(
    session,
    entries.filter(({ seq }) => seq >= now),
  );
};

const permitReading = ({ session, services: { chat } }: Looking, room: string): void => {
  memberRoom(chat.state, session.actor, room);
  permitIn(chat.state, session.actor, ["read", room]);
};

/** The `seq` after which a page of history begins; 0 if it begins with the room's first record. */
export const beginningOf = ([first]: readonly LogEntry[]): number =>
  first && "prev" in first.record && typeof first.record.prev === "number" ? first.record.prev : 0;
