import type { EventLog, LogEntry } from "@beseda/log";
import { roomOf, type Welcome } from "@beseda/protocol";
import type { Reader } from "./reader.ts";

/** Whether the newest history comes between the greeting and the records that follow. */
export const beginsWithHistory = ({ resumed, limits }: Welcome): boolean =>
  !resumed && limits.history_records > 0;

/** The newest records of each of a reader's rooms up to where the greeting stands, in one order (SES-3). */
export const recentHistory = async (
  log: EventLog,
  reader: Reader,
  { seq, limits }: Welcome,
): Promise<readonly LogEntry[]> => {
  const query = { before: seq + 1, limit: limits.history_records };
  const pages = await Promise.all(reader.rooms().map((room) => log.history({ room, ...query })));
  const isReadable = ({ record }: LogEntry): boolean => {
    const room = roomOf(record);
    // Asked after the wait: who was removed meanwhile gets nothing.
    return (
      room !== undefined && reader.memberSince(room) !== undefined && record.seq >= reader.readableFrom(room)
    );
  };
  return pages
    .flat()
    .filter(isReadable)
    .sort((one, other) => one.record.seq - other.record.seq);
};
