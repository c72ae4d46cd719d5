import { open, type FileHandle } from "node:fs/promises";
import { byte } from "./bytes.ts";

/** How our server begins a record. */
const beginning = Buffer.from('{"seq":');
/** A longer line is not looked for: the place before it is good too. */
const longestLine = 64 * 1024;
/** So much is read from its beginning to its end rather than searched. */
const nearBytes = 256 * 1024;

/** The position of the record whose brace is at `at`, where that begins as ours do; 0 where it does not. */
export const seqAt = (bytes: Buffer, at: number): number => {
  if (bytes[at] !== byte.openBrace) return 0;
  const start = at + beginning.length;
  if (bytes.compare(beginning, 0, beginning.length, at, Math.min(start, bytes.length)) !== 0) return 0;
  let seq = 0;
  for (let place = start; ; place += 1) {
    const digit = (bytes[place] ?? 0) - byte.zero;
    if (digit < 0 || digit > 9) return seq;
    seq = seq * 10 + digit;
  }
};

/** The first record that begins a line behind a place: where it begins, and its position. */
const nextRecord = async (
  handle: FileHandle,
  from: number,
): Promise<{ readonly place: number; readonly seq: number } | undefined> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(longestLine), 0, longestLine, from);
  const head = buffer.subarray(0, bytesRead);
  const brace = head.indexOf(`\n${beginning.toString()}`) + 1;
  const seq = brace > 0 ? seqAt(head, brace) : 0;
  return seq > 0 ? { place: from + brace, seq } : undefined;
};

/** A beginning of a line that is not far before the record of a position, or the beginning of the file. */
export const placeBefore = async (file: string, seq: number): Promise<number> => {
  await using handle = await open(file);
  let low = 0;
  let high = (await handle.stat()).size;
  while (high - low > nearBytes) {
    const middle = Math.floor((low + high) / 2);
    const next = await nextRecord(handle, middle);
    if (!next) return low;
    if (next.seq <= seq) low = next.place;
    else high = middle;
  }
  return low;
};
