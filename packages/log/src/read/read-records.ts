import type { Disk } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { type Line, linesOf } from "./lines.ts";

export interface ReadRecordsOptions {
  /** Byte to begin at: where a line begins, such as the `end` of an earlier row. @default 0 */
  readonly from?: number;
  /** @default the disk of this machine */
  readonly disk?: Disk;
}

/** One line of a log, whoever wrote it. */
export interface Row {
  /** Byte of the file where its line begins. */
  readonly offset: number;
  /** Byte behind its line: where a later reading goes on. */
  readonly end: number;
  /** What the line holds; undefined where it is not JSON. */
  readonly value: unknown;
}

/**
 * Reads the rows of a log of one record a line, in runs, while a server may be writing it: a line that is not complete
 * yet is not there yet. Never fails because of what stands in the file. Proves nothing; any program's log is good.
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
  // A record ends in a brace. What follows it is a separator, or the closing bracket that a writer just writes over.
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
