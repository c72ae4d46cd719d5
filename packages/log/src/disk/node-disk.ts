import fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Disk, type DiskFile, type OpenMode, systemCode } from "./disk.ts";
import { sqliteLock } from "./sqlite-lock.ts";
import { WriteThread } from "./write-thread.ts";

const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const fdatasync = promisify(fs.fdatasync);
const fsync = promisify(fs.fsync);
const ftruncate = promisify(fs.ftruncate);

const flags: Readonly<Record<OpenMode, string>> = { read: "r", append: "r+", create: "wx+" };

/** NFS, SMB, CIFS, SMB 2, AFS, Ceph and 9P, as `statfs` names them. */
const remoteFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** The file system of this machine. */
export const nodeDisk = (): Disk => ({
  open: async (path, mode) => {
    const descriptor = await open(path, flags[mode], 0o600);
    return mode === "append" ? new ThreadedFile(descriptor) : new NodeFile(descriptor);
  },
  rename: promisify(fs.rename),
  remove: async (path) => fs.promises.rm(path, { force: true }),
  makeDirectory: async (path) => {
    await fs.promises.mkdir(path, { recursive: true, mode: 0o700 });
  },
  syncDirectory,
  isRemote: async (path) => remoteFileSystems.has((await fs.promises.statfs(path)).type),
  lock: async (path) => sqliteLock(await realPath(path)),
});

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, "r");
  try {
    await fsync(directory);
  } catch (error) {
    // Some file systems keep names durable by themselves and refuse to sync a directory.
    if (systemCode(error) !== "EINVAL" && systemCode(error) !== "EPERM") throw error;
  } finally {
    await close(directory);
  }
};

/** The one path of a file, however it is linked; a lock beside it is then one lock. */
const realPath = async (path: string): Promise<string> => {
  try {
    return await fs.promises.realpath(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    return join(await fs.promises.realpath(dirname(path)), basename(path));
  }
};

/** A file that is written through the pool of threads that everything in the process shares. */
class NodeFile implements DiskFile {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  async size(): Promise<number> {
    return (await fstat(this.#descriptor)).size;
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    let filled = 0;
    while (filled < buffer.length) {
      const length = await readOnce(this.#descriptor, buffer.subarray(filled), position + filled);
      if (length === 0) break;
      filled += length;
    }
    return filled;
  }

  async write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    const written = await writeOnce(this.#descriptor, chunks, position);
    const wanted = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (sync && written === wanted) await fdatasync(this.#descriptor);
    return written;
  }

  sync(): Promise<void> {
    return fdatasync(this.#descriptor);
  }

  truncate(size: number): Promise<void> {
    return ftruncate(this.#descriptor, size);
  }

  close(): Promise<void> {
    return close(this.#descriptor);
  }
}

/** A file whose writes wait behind nobody else's work. */
class ThreadedFile extends NodeFile {
  /** Begun at once: it takes a while, in which the log is read. */
  readonly #thread: WriteThread;

  constructor(descriptor: number) {
    super(descriptor);
    this.#thread = new WriteThread(descriptor);
  }

  override write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    return this.#thread.write(chunks, position, sync);
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
