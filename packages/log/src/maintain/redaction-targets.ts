import { type AnyRecord, isPostType } from "@beseda/protocol";
import type { DiskFile } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";
import { survey } from "./survey.ts";

/** The `seq`s from one to another, both included. */
export type SeqRange = readonly [first: number, last: number];

/** A record whose text is to be removed. */
export interface Target {
  readonly record: AnyRecord;
  /** Without `check`. */
  readonly bytes: Buffer;
  /** The byte of the file at which it begins. */
  readonly offset: number;
}

/** The most bytes of records that one redaction takes: all of them are in memory, and in the intent. */
export const maxTargetBytes = 64 * 1024 * 1024;

/**
 * Finds the records whose text is to be removed: the requested messages and files, with all their edits. An edit stands
 * for its message; of a range, records of other kinds are left out.
 *
 * @throws {LogRefusedError} a number is not that of a message, a range has none, or the texts are too many
 */
export const targetsIn = async (
  { file, path }: { readonly file: DiskFile; readonly path: string },
  requested: readonly SeqRange[],
): Promise<readonly Target[]> => {
  const wanted = new SeqSet(requested);
  const targets = await look({ file, path }, wanted);
  const edited = targets.flatMap(({ record }) => editedBy(record) ?? []);
  const more = edited.filter((seq) => !wanted.has(seq));
  if (more.length > 0)
    return targetsIn({ file, path }, [...requested, ...more.map((seq): SeqRange => [seq, seq])]);
  refuseEmpty(path, targets, requested);
  return targets;
};

const look = async (
  { file, path }: { readonly file: DiskFile; readonly path: string },
  wanted: SeqSet,
): Promise<readonly Target[]> => {
  const targets: Target[] = [];
  let room = maxTargetBytes;
  for await (const findings of survey(file)) {
    for (const finding of findings) {
      if (finding.kind !== "record" || !isMeant(finding.record, wanted)) continue;
      const { record, offset, bytes } = finding;
      room -= bytes.length;
      if (room < 0) throw new LogRefusedError("log-too-much", path);
      targets.push({ record, offset, bytes: Buffer.from(bytes) });
    }
  }
  return targets;
};

const isMeant = (record: AnyRecord, wanted: SeqSet): boolean => {
  if (isPostType(record.type)) return wanted.has(record.seq);
  const edited = editedBy(record);
  return edited !== undefined && (wanted.has(record.seq) || wanted.has(edited));
};

/** `seq` of the message that a record edits. */
const editedBy = (record: AnyRecord): number | undefined =>
  record.type === "edited" && "target" in record && typeof record.target === "number"
    ? record.target
    : undefined;

const refuseEmpty = (path: string, targets: readonly Target[], ranges: readonly SeqRange[]): void => {
  const seqs = targets.map(({ record }) => record.seq);
  for (const [first, last] of ranges) {
    const next = seqs[firstAtLeast(seqs, first)];
    if (next !== undefined && next <= last) continue;
    const detail = first === last ? `${first}` : `${first}-${last}`;
    throw new LogRefusedError("log-no-message", path, { detail });
  }
};

/** The index of the first of ascending numbers that is not less than one. */
const firstAtLeast = (numbers: readonly number[], least: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A set of `seq`s, made of ranges. */
class SeqSet {
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];

  constructor(ranges: readonly SeqRange[]) {
    for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
      const before = this.#lasts.at(-1);
      if (before !== undefined && first <= before + 1)
        this.#lasts[this.#lasts.length - 1] = Math.max(before, last);
      else {
        this.#firsts.push(first);
        this.#lasts.push(last);
      }
    }
  }

  has(seq: number): boolean {
    const index = firstAtLeast(this.#lasts, seq);
    return (this.#firsts[index] ?? Number.POSITIVE_INFINITY) <= seq;
  }
}
