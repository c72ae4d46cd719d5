import { closing, newline, separator } from "../format/format.ts";

/**
 * What follows the last proven record of a log.
 * - `clean`: the closing bracket, and nothing else.
 * - `closing`: less or other than the closing bracket, but too little to be of any record; or blanks behind it.
 * - `torn`: what an interrupted write can leave. It belongs to the last commit, which nobody was told of.
 * - `damage`: something else. Records may be lost that were acknowledged.
 */
export type Remains = "clean" | "closing" | "torn" | "damage";

export interface RemainsOf {
  /** The bytes behind the last proven record, up to the end of the file. */
  readonly bytes: Buffer;
  /** Byte of the file where they begin. */
  readonly offset: number;
  /** `seq` that the next record would have. */
  readonly nextSeq: number;
  /** Whether it is known that no acknowledged record can be among them. */
  readonly isBehindMark: boolean;
}

/** The unit that a disk writes as a whole or not at all. Larger sectors are several of these. */
const sectorBytes = 512;

/**
 * Tells an interrupted write from damage. Nothing that a crash can leave may keep the log from opening, and nothing
 * that a crash cannot leave may be cut off, because it may have been acknowledged.
 *
 * The last commit overwrote the closing bracket and went on behind it. A process that is killed leaves a beginning of
 * it: the beginning of one record, without a line end, at the end of the file. A machine that loses power leaves any
 * of the commit's sectors and, in the others, what was there before: the closing bracket, then nothing (NUL). A sector
 * may also end in nothing, where the file was cut after a disk was full. Either is the evidence of a torn write. A
 * flipped bit never makes it, a hole in older records does; so it counts only where no acknowledged record can be,
 * which the durable mark tells. Complete records behind it are of the same commit and go with it.
 */
export const remainsOf = ({ bytes, offset, nextSeq, isBehindMark }: RemainsOf): Remains => {
  if (bytes.equals(closing)) return "clean";
  if (bytes.length <= closing.length || isClosedAndBlank(bytes)) return "closing";
  if (isBeginning(bytes, nextSeq)) return "torn";
  return isBehindMark && missesSector(bytes, offset) ? "torn" : "damage";
};

/** Whether nothing but blanks follows the closing bracket, as an editor leaves them. */
const isClosedAndBlank = (bytes: Buffer): boolean => /^\n\][\n\r\t ]*$/u.test(bytes.toString("latin1"));

/** Whether the bytes are where the next record begins, and end within it. */
const isBeginning = (bytes: Buffer, nextSeq: number): boolean => {
  const expected = Buffer.from(`${separator.toString()}{"seq":${nextSeq},`);
  const length = Math.min(bytes.length, expected.length);
  return (
    bytes.subarray(0, length).equals(expected.subarray(0, length)) &&
    !bytes.includes(newline, separator.length) &&
    !bytes.includes(0)
  );
};

/** Whether a part of the first line that cannot be proven was never written. */
const missesSector = (bytes: Buffer, offset: number): boolean => {
  // The file was cut right behind the closing bracket.
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

/** Whether a sector holds what was there before the commit: nothing, or the closing bracket if the commit began here. */
const isUnwritten = (sector: Buffer, start: number): boolean =>
  sector.every((byte) => byte === 0) || sector.every((byte, index) => byte === (closing[start + index] ?? 0));
