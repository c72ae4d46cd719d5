/**
 * How a file is opened.
 * - `read`: an existing file, for reading.
 * - `write`: an existing file, for positional writes and reads; writes do not wait behind other users of the disk.
 * - `create`: a new file that MUST NOT exist yet, readable by its owner only.
 */
export type OpenMode = "read" | "write" | "create";

/** One open file. Every call may fail with the error of the system, which carries a `code` such as `EIO`. */
export interface DiskFile {
  size(): Promise<number>;
  /** Fills the buffer from a position; returns fewer bytes only where the file ends. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /**
   * Writes the chunks one behind the other, from a position. MAY write only a part and return its length.
   * With `sync`, and only when everything was written, resolves after the bytes are durable.
   */
  write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number>;
  /** Makes the content durable, and as much of the metadata as reading it back needs. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** The disk, as little of it as a log needs: what the tests replace by one that tears, refuses and lies. */
export interface Disk {
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Replaces `to` atomically. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** Makes a directory, and those above it, for its owner only; nothing happens where there is one. */
  makeDirectory(path: string): Promise<void>;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>;
}

/** The `code` of a system error, such as `ENOENT`; undefined for anything else. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
