import type { Disk, DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { asRedacted } from "../open/redaction-intent.ts";
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
 * program will do. A redaction that a crash left unfinished appears finished (LOG-18).
 */
export async function* readRecords(
  path: string,
  { from = 0, disk = nodeDisk() }: ReadRecordsOptions = {},
): AsyncGenerator<readonly Row[]> {
  const opened = await disk.open(path, "read");
  try {
    const file = await asFinished(disk, path, opened);
    for await (const lines of linesOf(file, from)) {
      const rows = lines.flatMap((line) => rowOf(line) ?? []);
      if (rows.length > 0) yield rows;
    }
  } finally {
    await opened.close();
  }
}

/** What lies beside a log and was not made for it changes nothing. */
const asFinished = async (disk: Disk, path: string, file: DiskFile): Promise<DiskFile> => {
  try {
    return await asRedacted(disk, path, file);
  } catch (error) {
    if (error instanceof LogRefusedError) return file;
    throw error;
  }
};

const rowOf = ({ offset, bytes, isEnded }: Line): Row | undefined => {
  const text = withoutSeparator(bytes.toString("utf8")).trim();
  if (text === "" || text === "[") return undefined;
  const value = parsed(text);
  if (value === undefined && !isEnded) return undefined;
  return { offset, end: offset + bytes.length + (isEnded ? 1 : 0), value };
};

/**
 * A record ends in a brace. A separator follows, or the closing bracket that a writer is overwriting. Not a pattern:
 * that would try each of the blanks of a redacted text as a beginning.
 */
const withoutSeparator = (text: string): string => {
  let end = text.length;
  while (/[\s,\]]/u.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
