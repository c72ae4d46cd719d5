import { type AnyRecord, isOf } from "@beseda/protocol";
import type { Disk, DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogDamagedError, LogRefusedError } from "../error.ts";
import { checkOf } from "../format/format.ts";
import { isBlanked, saltedIn } from "../format/salt.ts";
import { acquireCopy } from "../open/acquire.ts";
import { refusalOf, strangeness } from "../open/refuse.ts";
import { openToRead } from "./open-for.ts";
import { overwriteOf, writeRedaction } from "./redaction-writes.ts";
import type { Target } from "./redaction-targets.ts";
import { type SoundRecord, survey } from "./survey.ts";
import type { MaintainOptions } from "./verify-log.ts";

/** The result of applying the redactions of a log to a copy of it. */
export interface Applied {
  /** Name of the log. */
  readonly log: string;
  /** `seq` of each record whose text was removed from the copy. */
  readonly redacted: readonly number[];
  /** `seq` of each record whose text the copy no longer had. */
  readonly before: readonly number[];
  /** `seq` of the copy's last record. */
  readonly last: number;
  /** `seq` of each record whose text the original lost after the copy was made, and the copy still has. */
  readonly lacking: readonly number[];
  /** `seq` of the last record that removed one of those; 0 for none. */
  readonly upTo: number;
}

export interface ApplyOptions extends MaintainOptions {
  /** The log that was copied, to find what the copy lacks. */
  readonly original?: string | undefined;
}

/** The bytes of records that are overwritten together. */
const batchBytes = 16 * 1024 * 1024;

/**
 * Removes from a copy of a log each text that the copy itself records as redacted: what is written depends on
 * the records alone, so the copy becomes the same as the original, byte for byte (LOG-17). Nothing is
 * appended, whatever follows its last record stays, and a crash is finished by the next opening.
 *
 * @throws {LogLockedError} a server has the copy open
 * @throws {LogDamagedError} the copy has to be repaired first
 * @throws {LogRefusedError} it is no log, or not a copy of `original`
 */
export const applyRedactions = async (path: string, options: ApplyOptions = {}): Promise<Applied> => {
  try {
    return await apply(path, options);
  } catch (error) {
    throw refusalOf({ file: path, data: `${path}.redaction` }, error);
  }
};

const apply = async (path: string, options: ApplyOptions): Promise<Applied> => {
  const { original, disk = nodeDisk(), onProgress = () => {} } = options;
  await (await openToRead(disk, path)).close();
  const { file, release } = await acquireCopy(disk, path);
  await using _ = release;
  const totalBytes = await file.size();
  const copy = await outlineOf(file, (bytes) => onProgress({ records: 0, bytes, totalBytes }));
  if (copy.damage) throw new LogDamagedError({ file: path, ...copy.damage });
  if (copy.log === "") throw new LogRefusedError(await strangeness(file), path);
  const later = original === undefined ? [] : await laterIn({ disk, original, path }, copy);
  const done = await blankIn({ disk, log: path, file }, copy);
  const lacking = later.filter(({ target }) => target <= copy.last).map(({ target }) => target);
  const upTo = Math.max(0, ...later.map(({ seq }) => seq));
  return { log: copy.log, ...done, last: copy.last, lacking, upTo: lacking.length > 0 ? upTo : 0 };
};

/** A record that says that another one was redacted. */
interface Redacting {
  readonly seq: number;
  readonly target: number;
}

interface Outline {
  readonly log: string;
  readonly last: number;
  /** The check of the last record, and the byte after it. */
  readonly check: number;
  readonly end: number;
  /** The check of the record `at`; undefined if it has none. */
  readonly checkAt: number | undefined;
  readonly redacting: readonly Redacting[];
  readonly damage: { readonly seq: number; readonly offset: number } | undefined;
}

/** Reads a whole log, and finds which of its records were redacted. */
const outlineOf = async (
  file: DiskFile,
  onBytes: (bytes: number) => void = () => {},
  at?: number,
): Promise<Outline> => {
  const redacting: Redacting[] = [];
  let found = { log: "", last: 0, check: 0, end: 0 };
  let damage: Outline["damage"];
  let checkAt: number | undefined;
  let tail: number | undefined;
  for await (const findings of survey(file)) {
    for (const finding of findings) {
      if (finding.kind === "unsound") tail ??= finding.offset;
      if (finding.kind !== "record") continue;
      const isNext = finding.hasCheck && tail === undefined && finding.record.seq === found.last + 1;
      if (!isNext) damage ??= { seq: found.last + 1, offset: tail ?? finding.offset };
      found = after(found, finding);
      if (finding.record.seq === at) checkAt = found.check;
      const target = redactedBy(finding.record);
      if (target !== undefined) redacting.push({ seq: finding.record.seq, target });
    }
    onBytes(found.end);
  }
  return { ...found, redacting, damage, checkAt };
};

const after = (
  found: Pick<Outline, "log" | "last" | "check" | "end">,
  { record, bytes, offset, length }: SoundRecord,
): typeof found => ({
  log: isOf(record, "server-started") ? record.log : found.log,
  last: record.seq,
  check: checkOf(bytes, found.check),
  end: offset + length,
});

const redactedBy = (record: AnyRecord): number | undefined =>
  isOf(record, "redacted") ? record.target : undefined;

/** Returns what the original redacted after a copy of it was made. */
const laterIn = async (
  { disk, original, path }: { readonly disk: Disk; readonly original: string; readonly path: string },
  copy: Outline,
): Promise<readonly Redacting[]> => {
  const file = await openToRead(disk, original);
  try {
    const { checkAt, redacting } = await outlineOf(file, undefined, copy.last);
    if (checkAt !== copy.check) throw new LogRefusedError("log-no-copy", path, { detail: original });
    return redacting.filter(({ seq }) => seq > copy.last);
  } finally {
    await file.close();
  }
};

interface Place {
  readonly disk: Disk;
  readonly log: string;
  readonly file: DiskFile;
}

/** Removes the texts of a copy's redacted records, a batch at a time. */
const blankIn = async (
  place: Place,
  { redacting, end, check }: Outline,
): Promise<Pick<Applied, "redacted" | "before">> => {
  const wanted = new Set(redacting.map(({ target }) => target));
  const redacted: number[] = [];
  const before: number[] = [];
  let batch: Target[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const overwrites = batch.map(overwriteOf);
    redacted.push(...batch.map(({ record }) => record.seq));
    if (overwrites.length > 0)
      await writeRedaction(place, { end, check, appended: Buffer.alloc(0), overwrites });
    batch = [];
    bytes = 0;
  };
  if (wanted.size === 0) return { redacted, before };
  for await (const findings of survey(place.file)) {
    for (const finding of findings) {
      // A branch made to redact records without a salt has blanks and a salt in their place.
      if (finding.kind !== "record" || !wanted.has(finding.record.seq) || !saltedIn(finding.bytes)) continue;
      const { record, offset } = finding;
      if (isBlanked(finding.bytes)) before.push(record.seq);
      else batch.push({ record, offset, bytes: Buffer.from(finding.bytes) });
      bytes += finding.length;
    }
    if (bytes > batchBytes) await flush();
  }
  await flush();
  return { redacted, before };
};
