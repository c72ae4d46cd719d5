import type { LogEntry } from "@beseda/log";
import { isOf, isReadWhole, recordInLog } from "@beseda/protocol";
import type { Reader } from "./reader.ts";

type Reading = Pick<Reader, "readableFrom">;

const encoder = new TextEncoder();

/** Whether a record is a change of a message of a private room: not everybody in it may read that message. */
export const isPrivateEdit = ({ record }: LogEntry): boolean =>
  isOf(record, "edited") && !isReadWhole(record.room);

/**
 * Returns records as a reader may read them: what a message from before their joining is changed to is most of what
 * it said, and has no text for them, like a change of a message that was taken back (MSG-2).
 */
export const asReadBy = (reader: Reading, entries: readonly LogEntry[]): readonly LogEntry[] =>
  entries.some((entry) => isPrivateEdit(entry) && isBefore(reader, entry))
    ? entries.map((entry) => (isPrivateEdit(entry) && isBefore(reader, entry) ? withoutText(entry) : entry))
    : entries;

const isBefore = (reader: Reading, { record }: LogEntry): boolean =>
  isOf(record, "edited") && record.target < reader.readableFrom(record.room);

const withoutText = (entry: LogEntry): LogEntry => {
  if (!isOf(entry.record, "edited")) return entry;
  // With its salt somebody could prove a guess of its text (LOG-17).
  const { salt: _, mentions: __, ...heard } = entry.record;
  const record = recordInLog({ ...heard, message: "", deleted: true });
  return { seq: entry.seq, record, bytes: encoder.encode(JSON.stringify(record)) };
};
