import type { EventLog } from "@beseda/log";
import { parseEventId, type Cursor, type Follow, type ResetReason } from "@beseda/protocol";

/** Where a reader starts: behind a cursor that is good, or anew with the newest records of its rooms. */
export type Start =
  | { readonly resumed: true; readonly seq: number }
  | { readonly resumed: false; readonly seq: number; readonly reset?: ResetReason };

/** Judges the cursor that a client asks to follow from (LOG-8, DEL-3). */
export const startOf = (log: EventLog, { after, lastEventId }: Follow): Start => {
  if (lastEventId === null || lastEventId === undefined) return after ? judge(log, after) : fresh(log);
  const cursor = parseEventId(lastEventId);
  if (!cursor) return fresh(log, "bad-cursor");
  return cursor.next === "history" && cursor.log === log.id ? fresh(log) : judge(log, cursor);
};

const judge = (log: EventLog, cursor: Cursor): Start => {
  if (cursor.log !== log.id) return fresh(log, "other-log");
  if (cursor.seq > log.last.seq) return fresh(log, "future-cursor");
  return { resumed: true, seq: cursor.seq };
};

const fresh = (log: EventLog, reset?: ResetReason): Start => ({
  resumed: false,
  seq: log.last.seq,
  ...(reset && { reset }),
});
