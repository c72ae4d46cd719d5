import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import { decode } from "./block-reader.ts";
import type { DiskFile } from "./disk.ts";
import { LogDamagedError } from "./error.ts";
import { checkOf, comma, newline, opening, readCheck, removeCheck } from "./format.ts";

const chunkBytes = 1024 * 1024;

/** Where a record stands in the file. */
export interface Place {
  readonly offset: number;
  readonly previousCheck: number;
}

/** Where a scan ended: byte behind the last record, and its check. */
export interface Scanned {
  readonly end: number;
  readonly check: number;
}

/** Reads a log from its first record, proves each, and tells of each. */
export const scan = async (
  file: DiskFile,
  path: string,
  onRecord: (record: ChatRecord | UnknownRecord, place: Place) => void,
): Promise<Scanned> => {
  const size = await file.size();
  let check = 0;
  let seq = 1;
  let position = opening.length;
  let end = position;
  let carried = Buffer.alloc(0);
  while (position < size) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
    const length = await file.read(chunk, position);
    const base = position - carried.length;
    const bytes = Buffer.concat([carried, chunk.subarray(0, length)]);
    position += length;
    let start = 0;
    for (let lineEnd = bytes.indexOf(newline); lineEnd >= 0; lineEnd = bytes.indexOf(newline, start)) {
      const hasComma = bytes[lineEnd - 1] === comma;
      const line = bytes.subarray(start, hasComma ? lineEnd - 1 : lineEnd);
      if (line.length === 1 && line.toString() === "]") return { end, check };
      const claimed = readCheck(line);
      const offset = base + start;
      const previousCheck = check;
      const record = claimed === undefined ? line : removeCheck(line);
      check = checkOf(record, check);
      if (check !== claimed) throw new LogDamagedError({ file: path, seq, offset });
      onRecord(decode(record), { offset, previousCheck });
      end = base + (hasComma ? lineEnd - 1 : lineEnd);
      seq += 1;
      start = lineEnd + 1;
    }
    carried = Buffer.from(bytes.subarray(start));
  }
  throw new LogDamagedError({ file: path, seq, offset: end });
};
