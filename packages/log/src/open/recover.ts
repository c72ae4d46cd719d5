import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { dirname } from "node:path";
import { LogDamagedError } from "../error.ts";
import { closing, newline, separator } from "../format/format.ts";
import type { LogNotice } from "../notice.ts";
import type { LogState } from "../state/log-state.ts";
import { type Remains, remainsOf } from "./remains.ts";

/** The maximum size of a commit; more than this is damage. */
const maxRemainsBytes = 64 * 1024 * 1024;

export interface RecoverOptions {
  readonly disk: Disk;
  readonly path: string;
  readonly file: DiskFile;
  /** The state after the last proven record. */
  readonly state: LogState;
  /** The `seq` known to have been durable; undefined if unknown. */
  readonly durableSeq: number | undefined;
  readonly now: number;
}

/** The bytes after the last proven record, and their kind. */
export interface Found {
  readonly remains: Exclude<Remains, "damage">;
  readonly bytes: Buffer;
}

/**
 * Examines the bytes after the last proven record, and changes nothing.
 *
 * @throws {LogDamagedError} they are not what an interrupted write leaves (LOG-4)
 */
export const lookBehind = async (
  options: Pick<RecoverOptions, "path" | "file" | "state" | "durableSeq">,
): Promise<Found> => {
  const { file, state, path, durableSeq } = options;
  const size = await file.size();
  if (size - state.end > maxRemainsBytes) throw damagedAt(path, state);
  const bytes = Buffer.alloc(size - state.end);
  await file.read(bytes, state.end);
  const isBehindMark = durableSeq !== undefined && durableSeq <= state.seq;
  const remains = remainsOf({ bytes, offset: state.end, nextSeq: state.seq + 1, isBehindMark });
  if (remains === "damage") throw damagedAt(path, state);
  return { remains, bytes };
};

/**
 * Puts the end of a log in order: afterwards the file is a valid array of the proven records, and durable
 * (LOG-3). Returns the notices for the operator.
 */
export const recover = async (
  options: RecoverOptions,
  { remains, bytes }: Found,
): Promise<LogNotice | undefined> => {
  const { file, state } = options;
  // The writes of a killed process may not be durable yet. They are served from now on, so they must be.
  if (remains === "clean") {
    await file.sync();
    return undefined;
  }
  const keptAt = remains === "torn" ? await keep(options, bytes) : undefined;
  await closeArray(file, state.end);
  if (keptAt === undefined) return { kind: "closing-mended" };
  return { kind: "torn-tail", bytes: bytes.length, lines: linesIn(bytes), keptAt };
};

const damagedAt = (file: string, { seq, end }: LogState): LogDamagedError =>
  new LogDamagedError({ file, seq: seq + 1, offset: end + separator.length });

/** Cuts first: a crash in between leaves a beginning of the cut part, which the next start cuts again. */
const closeArray = async (file: DiskFile, end: number): Promise<void> => {
  if ((await file.size()) > end + closing.length) await file.truncate(end + closing.length);
  await writeWhole(file, [closing], { position: end, sync: true });
};

/** Saves the bytes to be cut from the log in a file of their own, durable before the cut. */
const keep = async ({ disk, path, now }: RecoverOptions, bytes: Buffer): Promise<string> => {
  const name = `${path}.torn-${new Date(now).toISOString().replaceAll(":", "-")}`;
  for (let attempt = 1; ; attempt += 1) {
    const keptAt = attempt === 1 ? name : `${name}-${attempt}`;
    try {
      const file = await disk.open(keptAt, "create");
      await writeWhole(file, [bytes], { position: 0, sync: true });
      await file.close();
      await disk.syncDirectory(dirname(path));
      return keptAt;
    } catch (error) {
      if (systemCode(error) !== "EEXIST" || attempt === 100) throw error;
    }
  }
};

const linesIn = (bytes: Buffer): number => {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
};
