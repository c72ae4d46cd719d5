import type { LogReader } from "@beseda/log";
import { parseEventId, type Cursor, type Follow, type ResetReason } from "@beseda/protocol";
import { hasHole } from "./following.ts";
import type { Reader } from "./reader.ts";

/**
 * The position from which a reader goes on: after a valid cursor, or anew with the newest records of its
 * rooms.
 */
export type Start =
  | { readonly resumed: true; readonly seq: number }
  | { readonly resumed: false; readonly seq: number; readonly reset?: ResetReason };

/** Checks the cursor that a client asks to follow from (LOG-8, LOG-11, DEL-3, DEL-12). */
export const startOf = (log: LogReader, reader: Reader, asked: Follow): Start => {
  const start = cursorStart(log, asked);
  return start.resumed && hasHole(reader, start.seq) ? fresh(log, "bad-cursor") : start;
};

const cursorStart = (log: LogReader, { after, lastEventId }: Follow): Start => {
  if (lastEventId === null || lastEventId === undefined) return after ? judge(log, after) : fresh(log);
  const cursor = parseEventId(lastEventId);
  if (!cursor) return fresh(log, "bad-cursor");
  const start = judge(log, cursor);
  return cursor.next === "history" && start.resumed ? fresh(log) : start;
};

const judge = (log: LogReader, cursor: Cursor): Start => {
  const end = log.endOf(cursor);
  if (end !== undefined && cursor.seq <= end) return { resumed: true, seq: cursor.seq };
  return fresh(log, isOfNow(log, cursor) ? "future-cursor" : "other-log");
};

/**
 * Tells whether a cursor belongs to the present run. If not, the record it stands after may be lost from this
 * log.
 */
const isOfNow = (log: LogReader, { log: name, run = log.run }: Cursor): boolean =>
  name === log.id && run === log.run;

const fresh = (log: LogReader, reset?: ResetReason): Start => ({
  resumed: false,
  seq: log.last.seq,
  ...(reset && { reset }),
});
