/**
 * The way in which a file is opened.
 * - `read`: an existing file, for reading.
 * - `append`: an existing file, for reading and positional writes that wait for no other work, and are
 *   verified to be at their intended place: see {@link FileGoneError}.
 * - `create`: a new file that MUST NOT exist yet, for its owner only, for reading and positional writes.
 *
 * Only regular files are opened: anything else is neither waited for nor touched.
 */
export type OpenMode = "read" | "append" | "create";

/** The file at a path, with links followed. */
export interface Located {
  /** The path with all links resolved, whether or not anything exists there. */
  readonly path: string;
  /** `other` is a device, a FIFO or a socket. */
  readonly kind: "nothing" | "file" | "directory" | "other";
  /** The number of names of the file. */
  readonly links: number;
}

/**
 * A change to a file that its writer did not make.
 * - `removed`: it no longer has a name.
 * - `moved`: it has another name.
 * - `replaced`: its path names another file.
 * - `changed`: it was truncated, or written by another process.
 */
export type FileChange = "removed" | "moved" | "replaced" | "changed";

/** The file that was written is no longer the one at its path, or not as it was written (LOG-10). */
export class FileGoneError extends Error {
  readonly change: FileChange;

  constructor(path: string, change: FileChange) {
    super(`${path} was ${change}`);
    this.name = "FileGoneError";
    this.change = change;
  }
}

/** One open file. Every call may fail with the error of the system, which carries a `code` such as `EIO`. */
export interface DiskFile {
  size(): Promise<number>;
  /**
   * The identity that distinguishes the file from its copies, across renames and reboots of the machine.
   * Undefined if the disk does not provide one.
   */
  identity(): Promise<string | undefined>;
  /** Fills the buffer from a position; returns fewer bytes only at the end of the file. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /**
   * Writes the chunks one after the other, from a position. MAY write only a part and return its length. With
   * `sync`, and only when everything was written, resolves after the bytes are durable. One call at a time.
   * @throws {FileGoneError} a file opened to `append` is no longer the one at its path
   */
  write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number>;
  /** Makes the content durable, with the metadata needed to read it back. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  /**
   * Checks whether a file opened to `append` is still the one at its path, and as it was written. Not during
   * a write.
   * @throws {FileGoneError} it is not
   */
  prove(): Promise<void>;
  /**
   * Locks the file itself, through whatever name, link or mount it is reached, until it is closed (LOG-6).
   * @returns false if that is impossible, and only processes of this user and place see the lock
   * @throws {LogLockedError} another process has it
   */
  lock(): Promise<boolean>;
  close(): Promise<void>;
}

/** The part of a disk that a log needs. Tests replace it by a disk that tears, refuses and lies. */
export interface Disk {
  /** Follows the links of a path to where a file is, or would be created. */
  locate(path: string): Promise<Located>;
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Replaces `to` atomically. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; does nothing if there is none. */
  remove(path: string): Promise<void>;
  /** Creates a directory, and those above it, for its owner only; does nothing if it exists. */
  makeDirectory(path: string): Promise<void>;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>;
  /** Whether a directory is on another machine, where locks and syncs are unreliable. */
  isRemote(path: string): Promise<boolean>;
  /**
   * Locks the name of a file, which need not exist yet. One process has the lock; it is released when that
   * process ends, in whatever way (LOG-6).
   * @returns a function that releases it
   * @throws {LogLockedError} another process has it
   */
  lock(path: string): Promise<() => Promise<void>>;
}

/** The `code` of a system error, such as `ENOENT`; undefined for anything else. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Whether this `code` of a system error means a lack of room: disk, quota or file size limit. */
export const isFull = (code: string | undefined): boolean =>
  code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";

/** Writes everything, however short each write is, and with `sync` makes it durable (LOG-2). */
export const writeWhole = async (
  file: DiskFile,
  chunks: readonly Uint8Array[],
  { position, sync }: { readonly position: number; readonly sync: boolean },
): Promise<void> => {
  let rest = chunks;
  let at = position;
  while (rest.length > 0) {
    const written = await file.write(rest, at, sync);
    if (written === 0) throw new Error("the disk took not one byte");
    at += written;
    rest = withoutFirst(rest, written);
  }
};

/** Returns the rest of the chunks after their first `bytes` were written. */
const withoutFirst = (chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] => {
  let skip = bytes;
  const rest: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      rest.push(chunk.subarray(skip));
      skip = 0;
    }
  }
  return rest;
};
