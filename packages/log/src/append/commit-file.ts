import { type DiskFile, isFull, systemCode, writeWhole } from "../disk/disk.ts";
import { LogFullError } from "../error.ts";
import { closing } from "../format/format.ts";
import type { LogState } from "../state/log-state.ts";

export interface CommitFileOptions {
  readonly path: string;
  readonly file: DiskFile;
  readonly state: LogState;
  /** Whether the file is made durable. */
  readonly sync: boolean;
  /** Called when the disk has no room, and when it has room again. */
  readonly onRoom: (hasRoom: boolean) => void;
}

/** The end of the file, to which commits are written. Undoes a write that found no room there (LOG-5). */
export class CommitFile {
  readonly #options: CommitFileOptions;
  #hasRoom = true;
  /** Whether the last write left something after the last record. */
  #isTorn = false;

  constructor(options: CommitFileOptions) {
    this.#options = options;
  }

  get isTorn(): boolean {
    return this.#isTorn;
  }

  /** Checks whether the file is still the one at its path (LOG-10). */
  prove(): Promise<void> {
    return this.#options.file.prove();
  }

  /** Writes lines over the closing bracket; with `sync` they are durable when it resolves. */
  async write(chunks: readonly Buffer[]): Promise<void> {
    const { file, state, sync } = this.#options;
    if (this.#isTorn) await this.mend();
    await writeWhole(file, chunks, { position: state.end, sync });
  }

  /**
   * Restores the file as it was before the write that found no room. Returns the error for all appenders.
   * @throws the disk's error, if it was not a lack of room
   */
  async refuse(cause: unknown): Promise<LogFullError> {
    if (!hasNoRoom(cause)) throw cause;
    this.#isTorn = true;
    try {
      await this.mend();
    } catch (error) {
      // A copy-on-write disk may need room for this too. Then the next append tries again.
      if (!hasNoRoom(error)) throw error;
    }
    return new LogFullError(this.#options.path, cause);
  }

  /**
   * Cuts the remains of a refused write, and closes the array again. Cuts first, so that a crash between the
   * two leaves the beginning of a record, and never the rest of one after a closed array.
   */
  async mend(): Promise<void> {
    const { file, state, sync } = this.#options;
    if (!this.#isTorn) return;
    await file.truncate(state.end + closing.length);
    await writeWhole(file, [closing], { position: state.end, sync });
    this.#isTorn = false;
  }

  /** Reports whether there is room, if that has changed. */
  tell(hasRoom: boolean): void {
    if (this.#hasRoom === hasRoom) return;
    this.#hasRoom = hasRoom;
    this.#options.onRoom(hasRoom);
  }
}

/** Whether the disk had no room. A sync that says so has already lost data, like any failed sync. */
const hasNoRoom = (error: unknown): boolean => {
  if (error instanceof Error && "syscall" in error && error.syscall === "fdatasync") return false;
  return isFull(systemCode(error));
};
