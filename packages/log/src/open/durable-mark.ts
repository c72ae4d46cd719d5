import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { dirname, join } from "node:path";

/** What was durable, of which log. */
export interface Mark {
  readonly log: string;
  readonly seq: number;
}

/** The mark is written behind so many commits, or so long after the last one. */
const everyCommits = 32;
const delayMs = 250;

/** Less than a sector, so that it is written as a whole or not at all. */
const markBytes = 128;

/**
 * A small file that says how far the log is durable: a bound from below, for the next start. It tells the remains of
 * an interrupted write, which nobody was told of, from damage to records that were acknowledged, and it tells that a
 * log ends too early.
 *
 * It is written now and then behind the commits, never waited for and never synced: after a power cut it may be some
 * seconds old. Older is less exact, never wrong.
 */
export class DurableMark {
  readonly #file: DiskFile;
  readonly #log: string;
  #wanted: number;
  #written: number;
  #commits = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #hasFailed = false;
  /** Told once why the mark could not be written, until it could again. */
  onFailure: (cause: unknown) => void = () => {};

  private constructor(file: DiskFile, { log, seq }: Mark) {
    this.#file = file;
    this.#log = log;
    this.#wanted = seq;
    this.#written = seq;
  }

  /** Begins a mark in a directory, in place of the one that is there. */
  static async create(disk: Disk, directory: string, mark: Mark): Promise<DurableMark> {
    const path = pathIn(directory);
    const temporary = `${path}.new`;
    await disk.remove(temporary);
    const file = await disk.open(temporary, "create");
    await writeWhole(file, [encode(mark)], { position: 0, sync: true });
    await disk.rename(temporary, path);
    await disk.syncDirectory(dirname(path));
    return new DurableMark(file, mark);
  }

  /** Everything up to `seq` is durable. */
  advance(seq: number): void {
    this.#wanted = seq;
    this.#commits += 1;
    if (this.#commits % everyCommits === 0) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), delayMs).unref();
  }

  async close(): Promise<void> {
    this.#write();
    await this.#running;
    await this.#file.close();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    try {
      while (this.#written < this.#wanted) {
        const seq = this.#wanted;
        await writeWhole(this.#file, [encode({ log: this.#log, seq })], { position: 0, sync: false });
        this.#written = seq;
        this.#hasFailed = false;
      }
    } catch (error) {
      // An older mark is still true.
      if (!this.#hasFailed) this.onFailure(error);
      this.#hasFailed = true;
    } finally {
      this.#running = undefined;
    }
  }
}

/** The mark in a directory; undefined where there is none that can be read. */
export const readMark = async (disk: Disk, directory: string): Promise<Mark | undefined> => {
  let file: DiskFile;
  try {
    file = await disk.open(pathIn(directory), "read");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
  const bytes = Buffer.alloc(markBytes);
  await file.read(bytes, 0);
  await file.close();
  return decode(bytes);
};

const pathIn = (directory: string): string => join(directory, "log.mark");

const encode = (mark: Mark): Buffer => Buffer.from(`${JSON.stringify(mark).padEnd(markBytes - 1)}\n`);

const decode = (bytes: Buffer): Mark | undefined => {
  const match = /^\{"log":"([\w-]+)","seq":(\d+)\} *\n$/u.exec(bytes.toString("latin1"));
  return match?.[1] !== undefined && match[2] !== undefined
    ? { log: match[1], seq: Number(match[2]) }
    : undefined;
};
