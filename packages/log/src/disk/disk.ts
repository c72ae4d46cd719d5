/**
 * How a file is opened.
 * - `read`: an existing file, for reading.
 * - `append`: an existing file, for reading and positional writes that wait behind nobody else's work, and are proven
 *   to be where they were meant to be: see {@link FileGoneError}.
 * - `create`: a new file that MUST NOT exist yet, for its owner only, for reading and positional writes.
 *
 * Only regular files are opened: what is something else is neither waited for nor touched.
 */
export type OpenMode = "read" | "append" | "create";

/** What is at a path, links followed. */
export interface Located {
  /** The path behind every link, whether or not there is anything at it. */
  readonly path: string;
  /** `other` is a device, a FIFO or a socket. */
  readonly kind: "nothing" | "file" | "directory" | "other";
  /** How many names the file has. */
  readonly links: number;
}

/**
 * What became of a file under its writer.
 * - `removed`: it has no name any more.
 * - `moved`: it has another name.
 * - `replaced`: its path names another file.
 * - `changed`: it was cut, or written by somebody else.
 */
export type FileChange = "removed" | "moved" | "replaced" | "changed";

/** The file that was written is not the one at its path any more, or not as it was written (LOG-10). */
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
   * What tells the file from each copy of it, through renames and restarts of the machine. Undefined where the disk does not
   * know such a thing.
   */
  identity(): Promise<string | undefined>;
  /** Fills the buffer from a position; returns fewer bytes only where the file ends. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /**
   * Writes the chunks one behind the other, from a position. MAY write only a part and return its length.
   * With `sync`, and only when everything was written, resolves after the bytes are durable.
   * One call at a time.
   * @throws {FileGoneError} a file opened to `append` is not the one at its path any more
   */
  write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number>;
  /** Makes the content durable, and as much of the metadata as reading it back needs. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  /**
   * Looks whether a file opened to `append` is still the one at its path, and as it was written. Not while a write is
   * under way.
   * @throws {FileGoneError} it is not
   */
  prove(): Promise<void>;
  /**
   * Locks the file itself, whatever name, link or mount it is reached by, until it is closed (LOG-6).
   * @returns false where that cannot be, and the lock is one that only processes of this user and place see
   * @throws {LogLockedError} another process has it
   */
  lock(): Promise<boolean>;
  close(): Promise<void>;
}

/** The disk, as little of it as a log needs: what the tests replace by one that tears, refuses and lies. */
export interface Disk {
  /** Follows the links of a path to where a file is, or would be made. */
  locate(path: string): Promise<Located>;
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Replaces `to` atomically. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** Makes a directory, and those above it, for its owner only; nothing happens where there is one. */
  makeDirectory(path: string): Promise<void>;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>;
  /** Whether a directory lies on another machine, where locks and syncs are not to be relied on. */
  isRemote(path: string): Promise<boolean>;
  /**
   * Locks the name of a file, which need not be there yet. One process has the lock; it is free again however that one ends (LOG-6).
   * @returns what gives it back
   * @throws {LogLockedError} another one has it
   */
  lock(path: string): Promise<() => Promise<void>>;
}

/** The `code` of a system error, such as `ENOENT`; undefined for anything else. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Whether this `code` of a system error says that there is no room: on the disk, for this user, or in a file so large. */
export const isFull = (code: string | undefined): boolean =>
  code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";

/** Writes everything, however short each write was, and with `sync` makes it durable (LOG-2). */
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

/** What is left of the chunks when their first `bytes` were written. */
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
