import fs from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { type Disk, type DiskFile, type OpenMode, systemCode } from "./disk.ts";
import { lockFile, type FileLock } from "./file-lock.ts";
import { locate } from "./locate.ts";
import { sqliteLock } from "./sqlite-lock.ts";
import { WriteThread } from "./write-thread.ts";

const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const fdatasync = promisify(fs.fdatasync);
const fsync = promisify(fs.fsync);
const ftruncate = promisify(fs.ftruncate);
const { statfs } = fs.promises;

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NONBLOCK } = fs.constants;

/** Non-blocking, so that a FIFO without a writer blocks nothing before it is recognised as one. */
const flags: Readonly<Record<OpenMode, number>> = {
  read: O_RDONLY | O_NONBLOCK,
  append: O_RDWR | O_NONBLOCK,
  create: O_RDWR | O_CREAT | O_EXCL,
};

/** NFS, SMB, CIFS, SMB 2, AFS, Ceph and 9P, as `statfs` names them. */
const remoteFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** File systems on which a file may change its inode at each mount: network ones, and FUSE. */
const unsteadyFileSystems: ReadonlySet<number> = new Set([...remoteFileSystems, 0x65735546]);

export interface NodeDiskOptions {
  /**
   * Who writes what is appended: a thread of its own, which also proves that the file is still the one at its path, or
   * the thread pool of the process, which costs no thread and proves nothing. @default "thread"
   */
  readonly writer?: "thread" | "pool";
}

/** The file system of this machine. */
export const nodeDisk = ({ writer = "thread" }: NodeDiskOptions = {}): Disk => ({
  locate,
  open: async (path, mode) => {
    if (mode !== "create") refuseNodes(path, await fs.promises.stat(path));
    const descriptor = await open(path, flags[mode], 0o600);
    const isThreaded = mode === "append" && writer === "thread";
    const file = isThreaded ? new ThreadedFile(descriptor, path) : new NodeFile(descriptor, path);
    try {
      refuseNodes(path, await fstat(descriptor));
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  rename: promisify(fs.rename),
  remove: async (path) => fs.promises.rm(path, { force: true }),
  makeDirectory: async (path) => {
    await fs.promises.mkdir(path, { recursive: true, mode: 0o700 });
  },
  syncDirectory,
  isRemote: async (path) => remoteFileSystems.has((await fs.promises.statfs(path)).type),
  lock: async (path) => sqliteLock((await locate(path)).path),
});

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, "r");
  try {
    await fsync(directory);
  } catch (error) {
    // Some file systems make names durable by themselves and refuse to sync a directory.
    if (systemCode(error) !== "EINVAL" && systemCode(error) !== "EPERM") throw error;
  } finally {
    await close(directory);
  }
};

/** Opening a device may affect it, so this is checked before; and again after, when nobody can swap it. */
const refuseNodes = (path: string, found: fs.Stats): void => {
  if (found.isFile()) return;
  const code = found.isDirectory() ? "EISDIR" : "ENOTFILE";
  throw Object.assign(new Error(`${code}: no regular file, open '${path}'`), { code, syscall: "open", path });
};

/** Errors of calls on an open file do not name the file. */
const named = (error: unknown, path: string): unknown =>
  error instanceof Error ? Object.assign(error, { path }) : error;

/** A file written through the thread pool that the whole process shares. */
class NodeFile implements DiskFile {
  protected readonly descriptor: number;
  protected readonly path: string;
  #lock: FileLock | undefined;

  constructor(descriptor: number, path: string) {
    this.descriptor = descriptor;
    this.path = path;
  }

  async size(): Promise<number> {
    return (await this.told(fstat(this.descriptor))).size;
  }

  async identity(): Promise<string | undefined> {
    const { type } = await this.told(statfs(this.path));
    if (unsteadyFileSystems.has(type)) return undefined;
    const { ino, birthtimeNs } = await this.told(fstat(this.descriptor, { bigint: true }));
    return `${ino}.${birthtimeNs}`;
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    let filled = 0;
    while (filled < buffer.length) {
      const rest = buffer.subarray(filled);
      const length = await this.told(readOnce(this.descriptor, rest, position + filled));
      if (length === 0) break;
      filled += length;
    }
    return filled;
  }

  async write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    const written = await this.told(writeOnce(this.descriptor, chunks, position));
    const wanted = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (sync && written === wanted) await this.sync();
    return written;
  }

  sync(): Promise<void> {
    return this.told(fdatasync(this.descriptor));
  }

  truncate(size: number): Promise<void> {
    return this.told(ftruncate(this.descriptor, size));
  }

  async prove(): Promise<void> {}

  async lock(): Promise<boolean> {
    this.#lock = await lockFile(this.path, this.descriptor);
    return this.#lock.isOfFile;
  }

  async close(): Promise<void> {
    await close(this.descriptor);
    await this.#lock?.release();
  }

  /** Returns the result of a call, or throws its error with the name of this file. */
  protected async told<Value>(call: Promise<Value>): Promise<Value> {
    try {
      return await call;
    } catch (error) {
      throw named(error, this.path);
    }
  }
}

/** A file whose writes do not wait for any other work. */
class ThreadedFile extends NodeFile {
  /** Started at once: that takes a while, during which the log is read. */
  readonly #thread: WriteThread;

  constructor(descriptor: number, path: string) {
    super(descriptor, path);
    this.#thread = new WriteThread(descriptor, resolve(path));
  }

  override write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    // Its errors already have the name.
    return this.#thread.write(chunks, position, sync);
  }

  override async truncate(size: number): Promise<void> {
    await super.truncate(size);
    this.#thread.resized(size);
  }

  override prove(): Promise<void> {
    return this.told(this.#thread.prove());
  }

  override async lock(): Promise<boolean> {
    const isOfFile = await super.lock();
    // From here on no other process may change it.
    this.#thread.resized(await this.size());
    return isOfFile;
  }

  override async close(): Promise<void> {
    await this.#thread.stop();
    await super.close();
  }
}

const readOnce = (descriptor: number, buffer: Uint8Array, position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    fs.read(descriptor, buffer, 0, buffer.length, position, (error, length) => {
      if (error) reject(error);
      else resolve(length);
    });
  });

const writeOnce = (descriptor: number, chunks: readonly Uint8Array[], position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    fs.writev(descriptor, chunks, position, (error, written) => {
      if (error) reject(error);
      else resolve(written);
    });
  });
