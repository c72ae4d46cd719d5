import { closeSync, fstatSync, fsyncSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const magic = "SQLite format 3\0";

/** The file that SQLite has open, and what becomes of it under it (IDN-10). */
export class OpenFile {
  #file;
  /** Never closed while SQLite has the file open: on POSIX, closing any descriptor of a file gives back all locks on it. */
  #eye;
  #head = Buffer.alloc(magic.length);
  /**
   * Number of the file beside it that has what was written last, once that is there; it stays as long as somebody has
   * the store open.
   */
  #writeAheadLog;

  constructor(file) {
    this.#file = file;
    this.#eye = openSync(file, "r");
  }

  /** What became of it; undefined where it is as it should be, or nobody can tell. */
  change() {
    try {
      const own = fstatSync(this.#eye);
      const there = statSync(this.#file, { throwIfNoEntry: false });
      if (there === undefined) return own.nlink === 0 ? "removed" : "moved";
      if (there.ino !== own.ino || there.dev !== own.dev) return "replaced";
      const log = statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.ino;
      if (this.#writeAheadLog !== undefined && log !== this.#writeAheadLog) return "changed";
      this.#writeAheadLog = log;
      const length = readSync(this.#eye, this.#head, 0, this.#head.length, 0);
      return this.#head.toString("latin1", 0, length) === magic ? undefined : "changed";
    } catch {
      // The disk fails, which SQLite tells better.
      return undefined;
    }
  }
}

/** Copies all that the open database has into a new file, in the first folder that takes it. */
export const save = (file, database) => {
  const name = `${basename(file)}.saved-${new Date().toISOString().replaceAll(":", "-")}`;
  let why;
  for (const folder of [dirname(file), dirname(dirname(resolve(file))), ".", tmpdir()]) {
    const saved = join(resolve(folder), name);
    try {
      const copy = openSync(saved, "wx", 0o600);
      try {
        database.prepare("VACUUM INTO ?").run(saved);
        fsyncSync(copy);
      } finally {
        closeSync(copy);
      }
      return { saved };
    } catch (error) {
      if (error.code !== "EEXIST") rmSync(saved, { force: true });
      why ??= error.message;
    }
  }
  return { why };
};
