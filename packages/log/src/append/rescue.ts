import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Disk, type DiskFile, writeWhole } from "../disk/disk.ts";
import { checkOf, closing, opening, separator } from "../format/format.ts";
import type { Saved } from "../error.ts";
import type { Tail } from "../read/tail.ts";
import type { LogState } from "../state/log-state.ts";

const sliceBytes = 1024 * 1024;

/** The delay between two tries while no place takes the records to be saved. */
const againMs = 5000;

export interface RescueOptions {
  readonly disk: Disk;
  /** The path that no longer names the log. */
  readonly path: string;
  /** The folder of the data derived from the log. */
  readonly data: string;
  /** The file as it was opened: it may no longer have a name. */
  readonly file: DiskFile;
  readonly state: LogState;
  readonly tail: Tail;
  readonly now: () => number;
  /** Called with the reason why nothing could be saved yet, once for each reason. */
  readonly onFailure: (why: string) => void;
}

/**
 * Saves the acknowledged records of a log whose file is no longer at its path (LOG-10). A file without a name
 * is lost when the last process that has it open ends, and this may be the only copy: if no folder takes it,
 * this is retried until one does.
 */
export const rescue = async (options: RescueOptions): Promise<Saved | undefined> => {
  const told = new Set<string>();
  for (;;) {
    try {
      return (await saveWhole(options)) ?? (await saveTail(options));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!told.has(why)) options.onFailure(why);
      told.add(why);
      await sleep(againMs);
    }
  }
};

/** Copies the log through the open file; undefined if that no longer has everything. */
const saveWhole = async (options: RescueOptions): Promise<Saved | undefined> => {
  const { file, state } = options;
  if ((await file.size()) < state.end) return undefined;
  const last = state.seq;
  return saveIn(options, async (copy) => {
    const isWhole = await copyProven(file, copy, state);
    if (isWhole) await writeWhole(copy, [closing], { position: state.end, sync: true });
    return isWhole ? { first: 1, last } : undefined;
  });
};

/** Copies the log; returns whether the copy equals what was written. */
const copyProven = async (from: DiskFile, to: DiskFile, { end, fileCheck }: LogState): Promise<boolean> => {
  const slice = Buffer.allocUnsafeSlow(Math.min(sliceBytes, end));
  let check = 0;
  for (let position = 0; position < end; position += slice.length) {
    const piece = slice.subarray(0, Math.min(slice.length, end - position));
    if ((await from.read(piece, position)) < piece.length) return false;
    check = checkOf(piece, check);
    await writeWhole(to, [piece], { position, sync: false });
  }
  return check === fileCheck;
};

/** Writes the records still in memory as an array; undefined if there are none. */
const saveTail = async (options: RescueOptions): Promise<Saved | undefined> => {
  const { state, tail } = options;
  const { seq: last } = state;
  const { firstSeq: first } = tail;
  if (first > last) return undefined;
  return saveIn(options, async (copy) => {
    let position = 0;
    for (let seq = first; seq <= last; seq += 1) {
      const chunks = [seq === first ? opening : separator, tail.get(seq)?.bytes ?? Buffer.alloc(0)];
      await writeWhole(copy, chunks, { position, sync: false });
      position += chunks.reduce((sum, { length }) => sum + length, 0);
    }
    await writeWhole(copy, [closing], { position, sync: true });
    return { first, last };
  });
};

type Content = Omit<Saved, "file">;

/** Creates a file in the first folder that takes it: beside the log if possible, or where people find it. */
const saveIn = async (
  options: RescueOptions,
  fill: (copy: DiskFile) => Promise<Content | undefined>,
): Promise<Saved | undefined> => {
  const { disk, path, data, now } = options;
  const name = `${basename(path)}.saved-${new Date(now()).toISOString().replaceAll(":", "-")}`;
  const errors: unknown[] = [];
  for (const folder of [dirname(path), data, ".", tmpdir()]) {
    const file = join(resolve(folder), name);
    try {
      return await saveAs(disk, file, fill);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
};

/** Writes a file, and leaves no incomplete one behind. */
const saveAs = async (
  disk: Disk,
  file: string,
  fill: (copy: DiskFile) => Promise<Content | undefined>,
): Promise<Saved | undefined> => {
  const copy = await disk.open(file, "create");
  let content: Content | undefined;
  try {
    content = await fill(copy);
  } finally {
    await copy.close();
    if (!content) await disk.remove(file);
  }
  await disk.syncDirectory(dirname(file));
  return content && { file, ...content };
};
