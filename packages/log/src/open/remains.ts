import { closing, newline, separator } from "../format/format.ts";

/**
 * The kind of bytes after the last proven record of a log.
 * - `clean`: the closing bracket, and nothing else.
 * - `closing`: less than or different from the closing bracket, but too short to be part of a record; or
 *   blanks after it.
 * - `torn`: possible remains of an interrupted write. They belong to the last commit, which was never
 *   acknowledged.
 * - `damage`: anything else. Acknowledged records may be lost.
 */
export type Remains = "clean" | "closing" | "torn" | "damage";

export interface RemainsOf {
  /** The bytes after the last proven record, up to the end of the file. */
  readonly bytes: Buffer;
  /** The byte of the file at which they begin. */
  readonly offset: number;
  /** `seq` that the next record would have. */
  readonly nextSeq: number;
  /** Whether they are known to contain no acknowledged record. */
  readonly isBehindMark: boolean;
}

/** The number of bytes that a disk writes as a whole or not at all. A larger sector is several of these. */
const sectorBytes = 512;

/**
 * Distinguishes an interrupted write from damage. Anything that a crash can leave must not keep the log from
 * opening, and anything that a crash cannot leave must not be cut off, because it may have been acknowledged.
 *
 * The last commit overwrote the closing bracket and continued after it. A killed process leaves the beginning
 * of the commit: the beginning of one record, without a line end, at the end of the file. A machine that
 * loses power leaves any of the commit's sectors and, in the others, their previous content: the closing
 * bracket, then nothing (NUL). A sector may also end in nothing if the file was cut after a disk was full.
 * Either is evidence of a torn write. A flipped bit never produces it, but a hole in older records does; so
 * it counts only where no acknowledged record can be, which the durable mark tells. Complete records after it
 * belong to the same commit and are cut with it.
 */
export const remainsOf = ({ bytes, offset, nextSeq, isBehindMark }: RemainsOf): Remains => {
  if (bytes.equals(closing)) return "clean";
  if (bytes.length <= closing.length || isClosedAndBlank(bytes)) return "closing";
  if (isBeginning(bytes, nextSeq)) return "torn";
  return isBehindMark && missesSector(bytes, offset) ? "torn" : "damage";
};

/** Whether only blanks follow the closing bracket, as an editor leaves them. */
const isClosedAndBlank = (bytes: Buffer): boolean => /^\n\][\n\r\t ]*$/u.test(bytes.toString("latin1"));

/** Whether the bytes begin the next record and end within it. */
const isBeginning = (bytes: Buffer, nextSeq: number): boolean => {
  const expected = Buffer.from(`${separator.toString()}{"seq":${nextSeq},`);
  const length = Math.min(bytes.length, expected.length);
  return (
    bytes.subarray(0, length).equals(expected.subarray(0, length)) &&
    !bytes.includes(newline, separator.length) &&
    !bytes.includes(0)
  );
};

/** Whether a part of the first unproven line was never written. */
const missesSector = (bytes: Buffer, offset: number): boolean => {
  // The file was cut right after the closing bracket.
  if (bytes[closing.length] === 0) return true;
  const lineEnd = bytes.indexOf(newline, closing.length);
  const end = lineEnd < 0 ? bytes.length : lineEnd;
  for (let start = 0; start <= end && start < bytes.length; start = nextSector(offset + start) - offset) {
    const sectorEnd = Math.min(nextSector(offset + start) - offset, bytes.length);
    const sector = bytes.subarray(start, sectorEnd);
    if (isUnwritten(sector, start) || endsInNothing(sector)) return true;
  }
  return false;
};

/** One NUL may be a flipped bit; two are not. */
const endsInNothing = (sector: Buffer): boolean => sector.at(-1) === 0 && sector.at(-2) === 0;

const nextSector = (position: number): number => (Math.floor(position / sectorBytes) + 1) * sectorBytes;

/** Whether a sector is as before the commit: nothing, or the closing bracket if the commit began here. */
const isUnwritten = (sector: Buffer, start: number): boolean =>
  sector.every((byte) => byte === 0) || sector.every((byte, index) => byte === (closing[start + index] ?? 0));
