import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { dirname, join } from "node:path";
import { LogRefusedError } from "../error.ts";

/** What was acknowledged, of which log. */
export interface Mark {
  /** The branch that was written. */
  readonly log: string;
  readonly seq: number;
  /** The newest run. Older versions told none, and no `root`. */
  readonly run?: string;
  /** Name that the first record gives the log: what all its branches have in common. */
  readonly root?: string;
  /**
   * More than `seq` may have been acknowledged without a sync, while the machine ran that was started under this name;
   * empty where such a name is not known.
   */
  readonly boot?: string;
  /** The file that was written as this mark: in a copy of it this is the name of another file. */
  readonly file?: string;
  /** The next start is to begin a branch: who runs the server has accepted that records of this log are lost. */
  readonly branch?: string;
}

/** A mark as it was found. */
export interface FoundMark extends Mark {
  /** Whether it is a copy: of the log, or of both, it may be an older one. */
  readonly isCopied: boolean;
}

/** The mark is written behind so many commits, or so long after the last one. */
const everyCommits = 32;
const delayMs = 250;

/** Less than a sector, so that it is written as a whole or not at all. */
const markBytes = 500;

/**
 * A small file that says how far the log is durable: a bound from below, for the next start. It tells the remains of
 * an interrupted write, which nobody was told of, from damage to records that were acknowledged, and it tells that a
 * log ends too early, or is another one (LOG-11).
 *
 * It is synced when a run begins. From then on it is written now and then behind the commits, never waited for and never
 * synced: after a power cut it may be some seconds old. Older is less exact, never wrong.
 */
export class DurableMark {
  #file: DiskFile | undefined;
  /** As it was when the run began. */
  #first: Mark = { log: "", seq: 0 };
  #seq = 0;
  /** Whether more is durable than the file says. */
  #isBehind = false;
  #commits = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #hasFailed = false;
  /** Told once why the mark could not be written, until it could again. */
  onFailure: (cause: unknown) => void = () => {};

  /** A run has begun: its mark takes the place of the one in the directory. */
  async begin(disk: Disk, directory: string, mark: Mark): Promise<void> {
    const replaced = await replaceMark(disk, directory, mark);
    this.#first = replaced.mark;
    this.#file = replaced.file;
  }

  /** Everything up to `seq` is durable. */
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

/** Puts a mark in the place of the one in a directory, durable. */
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
 * The mark in a directory; undefined where there is none, or something that is none.
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

/** What stands in the way in `data/` is told as such: the log is not to blame. */
const refusalOf = (path: string, error: unknown): unknown => {
  const code = systemCode(error) ?? "";
  const isInTheWay = ["EISDIR", "ENOTDIR", "ERR_FS_EISDIR", "EACCES", "EPERM"].includes(code);
  return isInTheWay ? new LogRefusedError("data-unusable", path, { detail: code, cause: error }) : error;
};

/** What it is called in the folder of the data, and what its names while it is made begin with. */
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
