import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { dirname, join } from "node:path";
import { LogRefusedError } from "../error.ts";

/** How far a log was acknowledged, and which log. */
export interface Mark {
  /** Name of the branch that was written. */
  readonly log: string;
  readonly seq: number;
  /** Name of the newest run. Older versions wrote neither it nor `root`. */
  readonly run?: string;
  /** Name given to the log by its first record: all its branches share it. */
  readonly root?: string;
  /**
   * Name of the boot of the machine during which records after `seq` may have been acknowledged without a
   * sync; empty if that name is unknown.
   */
  readonly boot?: string;
  /** Identity of the file that this mark was written to: in a copy it is that of another file. */
  readonly file?: string;
  /** The next start must begin a branch: the operator has accepted that records of this log are lost. */
  readonly branch?: string;
}

/** A mark as found on the disk. */
export interface FoundMark extends Mark {
  /** Whether the mark is a copy: the log, or both, may be an older copy. */
  readonly isCopied: boolean;
}

/** The mark is written after this many commits, or this long after the last one. */
const everyCommits = 32;
const delayMs = 250;

/** Less than a sector, so that it is written whole or not at all. */
const markBytes = 500;

/**
 * A small file that says how far the log is durable: a lower bound, for the next start. It distinguishes the
 * remains of an interrupted write, which was never acknowledged, from damage to acknowledged records, and
 * reveals a log that ends too early or is another one (LOG-11).
 *
 * It is synced when a run begins. From then on it is written occasionally after commits, without waiting and
 * without a sync: after a power cut it may be some seconds old. An older mark is less exact, never wrong.
 */
export class DurableMark {
  #file: DiskFile | undefined;
  /** The mark as it was when the run began. */
  #first: Mark = { log: "", seq: 0 };
  #seq = 0;
  /** Whether the log is durable beyond what the file says. */
  #isBehind = false;
  #commits = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #hasFailed = false;
  /** Called once with the reason why the mark could not be written, until it can be written again. */
  onFailure: (cause: unknown) => void = () => {};

  /** Begins a run: its mark replaces the one in the directory. */
  async begin(disk: Disk, directory: string, mark: Mark): Promise<void> {
    const replaced = await replaceMark(disk, directory, mark);
    this.#first = replaced.mark;
    this.#file = replaced.file;
  }

  /** Notes that everything up to `seq` is durable. */
  advance(seq: number): void {
    if (!this.#file) return;
    this.#seq = seq;
    this.#isBehind = true;
    this.#commits += 1;
    if (this.#commits % everyCommits === 0) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), delayMs).unref();
  }

  async close(): Promise<void> {
    this.#write();
    await this.#running;
    await this.#file?.close();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    try {
      while (this.#file && this.#isBehind) {
        this.#isBehind = false;
        const { boot: _, ...known } = this.#first;
        await writeWhole(this.#file, [encode({ ...known, seq: this.#seq })], { position: 0, sync: false });
        this.#hasFailed = false;
      }
    } catch (error) {
      // An older mark is still true.
      this.#isBehind = true;
      if (!this.#hasFailed) this.onFailure(error);
      this.#hasFailed = true;
    } finally {
      this.#running = undefined;
    }
  }
}

/** Replaces the mark in a directory durably. */
export const replaceMark = async (
  disk: Disk,
  directory: string,
  wanted: Mark,
): Promise<{ readonly file: DiskFile; readonly mark: Mark }> => {
  const path = pathIn(directory);
  const temporary = `${path}.new`;
  try {
    await disk.remove(temporary);
    const file = await disk.open(temporary, "create");
    const own = await file.identity();
    const mark = { ...wanted, ...(own !== undefined && { file: own }) };
    await writeWhole(file, [encode(mark)], { position: 0, sync: true });
    await disk.rename(temporary, path);
    await disk.syncDirectory(dirname(path));
    return { file, mark };
  } catch (error) {
    throw refusalOf(path, error);
  }
};

/**
 * Reads the mark in a directory; undefined if there is none, or something that is not a mark.
 * @throws {LogRefusedError} it cannot be read
 */
export const readMark = async (disk: Disk, directory: string): Promise<FoundMark | undefined> => {
  const bytes = Buffer.alloc(markBytes);
  let file: DiskFile | undefined;
  let own: string | undefined;
  try {
    file = await disk.open(pathIn(directory), "read");
    await file.read(bytes, 0);
    own = await file.identity();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw refusalOf(pathIn(directory), error);
  } finally {
    await file?.close();
  }
  const mark = decode(bytes);
  const isCopied = own !== undefined && mark?.file !== undefined && mark.file !== own;
  return mark && { ...mark, isCopied };
};

/** Reports an obstacle in `data/` as such: the log is not at fault. */
const refusalOf = (path: string, error: unknown): unknown => {
  const code = systemCode(error) ?? "";
  const isInTheWay = ["EISDIR", "ENOTDIR", "ERR_FS_EISDIR", "EACCES", "EPERM"].includes(code);
  return isInTheWay ? new LogRefusedError("data-unusable", path, { detail: code, cause: error }) : error;
};

/** Its name in the data folder, with which its temporary names also begin. */
export const markName = "log.mark";

const pathIn = (directory: string): string => join(directory, markName);

const encode = (mark: Mark): Buffer => Buffer.from(`${JSON.stringify(mark).padEnd(markBytes - 1)}\n`);

const decode = (bytes: Buffer): Mark | undefined => {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\n");
  try {
    const value: unknown = JSON.parse(text.slice(0, end));
    return isMark(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isMark = (value: unknown): value is Mark => {
  if (typeof value !== "object" || value === null || !("log" in value) || !("seq" in value)) return false;
  const { log, seq, ...names } = value;
  return (
    typeof log === "string" &&
    /^[\w-]+$/u.test(log) &&
    Number.isSafeInteger(seq) &&
    Object.values(names).every((name) => typeof name === "string")
  );
};
