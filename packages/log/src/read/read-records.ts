import type { Disk } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { type Line, linesOf } from "./lines.ts";

export interface ReadRecordsOptions {
  /** The byte to begin at: the start of a line, such as the `end` of an earlier row. @default 0 */
  readonly from?: number;
  /** @default the disk of this machine */
  readonly disk?: Disk;
}

/** One line of a log, of whatever program. */
export interface Row {
  /** The byte of the file at which its line begins. */
  readonly offset: number;
  /** The byte after its line: a later reading continues there. */
  readonly end: number;
  /** The value on the line; undefined if it is not JSON. */
  readonly value: unknown;
}

/**
 * Reads the rows of a log with one record per line, in runs, while a server may be writing it: an incomplete
 * line is not returned yet. Never fails because of the file's content. Verifies nothing; the log of any
 * program will do.
 */
export async function* readRecords(
  path: string,
  { from = 0, disk = nodeDisk() }: ReadRecordsOptions = {},
): AsyncGenerator<readonly Row[]> {
  const file = await disk.open(path, "read");
  try {
    for await (const lines of linesOf(file, from)) {
      const rows = lines.flatMap((line) => rowOf(line) ?? []);
      if (rows.length > 0) yield rows;
    }
  } finally {
    await file.close();
  }
}

const rowOf = ({ offset, bytes, isEnded }: Line): Row | undefined => {
  // A record ends in a brace. A separator follows, or the closing bracket that a writer is overwriting.
  const text = bytes
    .toString("utf8")
    .replace(/[\s,\]]+$/u, "")
    .trim();
  if (text === "" || text === "[") return undefined;
  const value = parsed(text);
  if (value === undefined && !isEnded) return undefined;
  return { offset, end: offset + bytes.length + (isEnded ? 1 : 0), value };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
