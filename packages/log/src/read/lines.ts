import type { DiskFile } from "../disk/disk.ts";
import { maxLineBytes, newline } from "../format/format.ts";

const chunkBytes = 1024 * 1024;

/** A line of a file. */
export interface Line {
  /** The byte of the file at which it begins. */
  readonly offset: number;
  /** Without its line end. */
  readonly bytes: Buffer;
  /** Whether it has a line end. The last line has none while it is being written, and after a torn write. */
  readonly isEnded: boolean;
}

/**
 * Reads the lines of a file from a byte on, in runs. The size is taken first and nothing beyond it is read,
 * so a concurrent writer can leave only the last line incomplete (LOG-7).
 */
export async function* linesOf(file: DiskFile, from = 0): AsyncGenerator<readonly Line[]> {
  const size = await file.size();
  let carried = Buffer.alloc(0);
  let position = from;
  while (position < size) {
    const bytes = Buffer.allocUnsafeSlow(carried.length + Math.min(chunkBytes, size - position));
    carried.copy(bytes);
    const length = await file.read(bytes.subarray(carried.length), position);
    if (length === 0) break;
    const read = bytes.subarray(0, carried.length + length);
    const lines = endedLines(read, position - carried.length);
    position += length;
    const last = lines.at(-1);
    carried = read.subarray(last ? last.offset + last.bytes.length + 1 - (position - read.length) : 0);
    if (carried.length > maxLineBytes) {
      lines.push({ offset: position - carried.length, bytes: carried, isEnded: false });
      carried = Buffer.alloc(0);
    }
    if (lines.length > 0) yield lines;
  }
  if (carried.length > 0) yield [{ offset: position - carried.length, bytes: carried, isEnded: false }];
}

const endedLines = (bytes: Buffer, offset: number): Line[] => {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push({ offset: offset + start, bytes: bytes.subarray(start, end), isEnded: true });
    start = end + 1;
  }
  return lines;
};
