import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import type { DiskFile } from "../disk/disk.ts";
import {
  checkLength,
  checkOf,
  comma,
  endRecord,
  possibleEnds,
  readCheck,
  resumeLine,
} from "../format/format.ts";
import { decode } from "../read/entry.ts";
import { type Line, linesOf } from "../read/lines.ts";

const openingBracket = 0x5b;
const closingBracket = 0x5d;

/** The position of something in the file. */
interface Found {
  readonly offset: number;
  readonly length: number;
}

/** A record that is proven to be as it was written. */
export interface SoundRecord extends Found {
  readonly kind: "record";
  readonly record: ChatRecord | UnknownRecord;
  /** Without `check`. */
  readonly bytes: Buffer;
  /** Whether a comma and a line end follow it. */
  readonly isSeparated: boolean;
  /** Whether its own check fits; if not, the next record proved it. */
  readonly hasCheck: boolean;
}

/** Anything in the file that is not a proven record. */
interface OtherFinding extends Found {
  /**
   * - `unsound`: a line, or the rest of one, that cannot be proven.
   * - `closing`: the line that closes the array.
   * - `unfinished`: the beginning of a record at the end of the file; its write is under way or was
   *   interrupted.
   */
  readonly kind: "unsound" | "closing" | "unfinished";
}

export type Finding = SoundRecord | OtherFinding;

/** A line whose own check does not fit. The fault may be in the check itself: the next line tells. */
interface Doubtful {
  readonly line: Line;
  readonly content: Buffer;
  /** Checks computed from its bytes; none where the chain before it is broken. */
  readonly checks: readonly number[];
}

/**
 * Examines every line of a log and continues after damage. A record is proven by its check, which continues
 * the check of the record before it; or, where only its check is damaged, by the check of the record after
 * it. After a line that cannot be proven the chain continues from the check that the line claims, so one bad
 * line costs one record.
 * @param lines - the lines of the file, unless the file was reformatted
 */
export async function* survey(
  file: DiskFile,
  lines: AsyncIterable<readonly Line[]> = linesOf(file),
): AsyncGenerator<readonly Finding[]> {
  const surveyor = new Surveyor();
  for await (const run of lines) yield run.flatMap((line) => surveyor.look(line));
  yield surveyor.settle();
}

class Surveyor {
  /** Checks that the record before the next one may have. */
  #anchors: readonly number[] = [0];
  #seq = 0;
  #doubtful: Doubtful | undefined;

  look(line: Line): Finding[] {
    const { offset, bytes, isEnded } = line;
    if (isBlank(bytes) || (offset === 0 && bytes.length === 1 && bytes[0] === openingBracket)) return [];
    if (bytes.length === 1 && bytes[0] === closingBracket && isEnded) {
      return [...this.settle(), { kind: "closing", offset, length: 1 }];
    }
    const usual = usualEnd(line);
    const proven = this.#prove(line, usual);
    if (proven) return proven;
    // A torn write can leave anything after a record, and a damaged line end joins two.
    for (const end of possibleEnds(bytes, { start: 0, end: bytes.length })) {
      const torn = end === usual ? undefined : this.#prove(line, end);
      if (torn) return [...torn, ...this.look(behind(line, end))];
    }
    return this.#doubt(line);
  }

  /**
   * Decides about the line in doubt: `anchor` proved the next line, and is a check of the bytes of the line
   * in doubt if only that line's own check is wrong.
   */
  settle(anchor?: number): Finding[] {
    const doubtful = this.#doubtful;
    this.#doubtful = undefined;
    if (!doubtful) return [];
    const { line, content, checks } = doubtful;
    const isProven = anchor !== undefined && checks.includes(anchor);
    return isProven ? this.#take(line, content, false) : [unproven(line, this.#seq)];
  }

  /** The findings if the record of a line ends at `end`; undefined where the check there does not fit. */
  #prove(line: Line, end: number): Finding[] | undefined {
    const content = line.bytes.subarray(0, end);
    const claimed = readCheck(content, { start: 0, end });
    if (claimed === undefined) return undefined;
    const fits = this.#checksOf(content).indexOf(claimed);
    if (fits < 0) return undefined;
    const before = this.settle(this.#anchors[fits]);
    this.#anchors = [claimed];
    return [...before, ...this.#take(line, content, true)];
  }

  #doubt(line: Line): Finding[] {
    const before = this.settle();
    const content = line.bytes.subarray(0, usualEnd(line));
    const claimed = readCheck(content, { start: 0, end: content.length });
    const checks = this.#checksOf(content);
    this.#doubtful = { line, content, checks };
    this.#anchors = claimed === undefined ? checks : [claimed, ...checks];
    return before;
  }

  /** The checks computed from the bytes of a line, one for each check that the record before it may have. */
  #checksOf(content: Buffer): number[] {
    const last = content.length - checkLength;
    if (last <= 0) return [];
    const record = content.subarray(0, last + 1);
    const before = content[last] ?? comma;
    endRecord(record);
    const checks = this.#anchors.map((anchor) => checkOf(record, anchor));
    content[last] = before;
    return checks;
  }

  /** The record of a proven line; an unproven line if its `seq` cannot follow. */
  #take(line: Line, content: Buffer, hasCheck: boolean): Finding[] {
    const bytes = content.subarray(0, content.length - checkLength + 1);
    endRecord(bytes);
    const record = decode(bytes);
    if (record.seq <= this.#seq) {
      resumeLine(content, { start: 0, end: content.length });
      return [unproven(line, this.#seq)];
    }
    this.#seq = record.seq;
    const isSeparated =
      line.isEnded && line.bytes.length === content.length + 1 && line.bytes.at(-1) === comma;
    const found = { offset: line.offset, length: content.length };
    return [{ kind: "record", record, bytes, isSeparated, hasCheck, ...found }];
  }
}

/** Whether a line holds only blanks. */
const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

/** The end of the record on a line: before its comma. */
const usualEnd = ({ bytes }: Line): number => (bytes.at(-1) === comma ? bytes.length - 1 : bytes.length);

/** The rest of a line after its record and comma. */
const behind = ({ offset, bytes, isEnded }: Line, end: number): Line => {
  const start = bytes[end] === comma ? end + 1 : end;
  return { offset: offset + start, bytes: bytes.subarray(start), isEnded };
};

const unproven = ({ offset, bytes, isEnded }: Line, seq: number): OtherFinding => {
  const beginning = `{"seq":${seq + 1},`;
  const isUnfinished = !isEnded && beginning.startsWith(bytes.toString("utf8", 0, beginning.length));
  return { kind: isUnfinished ? "unfinished" : "unsound", offset, length: bytes.length };
};
