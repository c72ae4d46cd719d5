import type { LogReader, LogEntry } from "@beseda/log";
import type { Welcome } from "@beseda/protocol";
import type { Reader } from "./reader.ts";

/**
 * The most rooms whose newest history a newcomer gets; the client asks for that of the others when it is
 * read.
 */
const mostRooms = 200;
/** The most bytes of history per room, and for all rooms together; many rooms share these equally. */
const roomBytes = 256 * 1024;
const allBytes = 4 * 1024 * 1024;
/** The most that is read at a time while a reader catches up on history or on missed records. */
export const stretch = { limit: 128, bytes: 64 * 1024 } as const;

/** Tells whether a stretch that was read is the last of its range. */
export const isLastStretch = (entries: readonly LogEntry[]): boolean =>
  entries.length < stretch.limit && bytesOf(entries) < stretch.bytes;

const bytesOf = (entries: readonly LogEntry[]): number =>
  entries.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** The `seq` from which a reader may read the history of each of its rooms, as of its greeting. */
export type Readable = ReadonlyMap<string, number>;

export const readableBy = (reader: Reader): Readable =>
  new Map(reader.rooms().map((room) => [room, reader.readableFrom(room)]));

/** Tells whether the newest history comes between the greeting and the records that follow. */
export const beginsWithHistory = ({ resumed, limits }: Welcome): boolean =>
  !resumed && limits.history_records > 0;

/**
 * The newest messages of each of a reader's rooms up to where the greeting stands, with all that happened
 * between them, in one order (SES-3). They come in stretches, and their size is bounded whatever rooms others
 * took the reader into (DEL-11): the subscriber waits between two stretches until the first is on its way. A
 * reader that is removed meanwhile gets them all the same, since the record that follows them says so
 * (DEL-12). If the disk does not return a part, the history of that room begins after it, and a reader that
 * asks for earlier records is told of it (LOG-16).
 */
export async function* recentHistory(
  log: LogReader,
  readable: Readable,
  { seq, limits }: Welcome,
): AsyncGenerator<readonly LogEntry[]> {
  const names = [...readable.keys()];
  const rooms =
    names.length <= mostRooms
      ? names
      : names.toSorted((one, other) => log.lastOf(other) - log.lastOf(one)).slice(0, mostRooms);
  const bytes = Math.min(roomBytes, Math.floor(allBytes / Math.max(1, rooms.length)));
  const query = { before: seq + 1, messages: limits.history_records, bytes, orLess: true };
  const begins = new Map<string, number>();
  let held: LogEntry[] = [];
  let isHeld = true;
  for (const room of rooms) {
    const page = await log.history({ room, ...query });
    const [first] = page;
    if (!first) continue;
    const begin = Math.max(first.seq, readable.get(room) ?? Number.POSITIVE_INFINITY) - 1;
    begins.set(room, begin);
    held.push(...page.filter((entry) => entry.seq > begin));
    isHeld &&= bytesOf(held) <= roomBytes;
    if (!isHeld) held = [];
  }
  if (isHeld) {
    yield held.toSorted((one, other) => one.seq - other.seq);
    return;
  }
  // The history is larger than may be kept in memory for one reader: now that the beginning of each room is
  // known, it is read once more.
  let after = 0;
  for (;;) {
    const entries = await log.read({ after, upto: seq, rooms: begins, ...stretch });
    yield entries;
    if (isLastStretch(entries)) return;
    after = entries.at(-1)?.seq ?? seq;
  }
}
