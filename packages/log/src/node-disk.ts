import fs from "node:fs";
import { promisify } from "node:util";
import { type Disk, type DiskFile, type OpenMode, systemCode } from "./disk.ts";
import { WriteThread } from "./write-thread.ts";

const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const fdatasync = promisify(fs.fdatasync);
const fsync = promisify(fs.fsync);
const ftruncate = promisify(fs.ftruncate);

const flags: Readonly<Record<OpenMode, string>> = { read: "r", write: "r+", create: "wx+" };

/** The file system of this machine. */
export const nodeDisk = (): Disk => ({
  open: async (path, mode) => {
    const descriptor = await open(path, flags[mode], 0o600);
    return mode === "write" ? new ThreadedFile(descriptor) : new NodeFile(descriptor);
  },
  rename: promisify(fs.rename),
  remove: async (path) => fs.promises.rm(path, { force: true }),
  makeDirectory: async (path) => {
    await fs.promises.mkdir(path, { recursive: true, mode: 0o700 });
  },
  syncDirectory,
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
      const { bytesRead } = await readOnce(this.#descriptor, buffer.subarray(filled), position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
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

const readOnce = (descriptor: number, buffer: Uint8Array, position: number): Promise<{ bytesRead: number }> =>
  new Promise((resolve, reject) => {
    fs.read(descriptor, buffer, 0, buffer.length, position, (error, bytesRead) => {
      if (error) reject(error);
      else resolve({ bytesRead });
    });
  });

const writeOnce = (descriptor: number, chunks: readonly Uint8Array[], position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    fs.writev(descriptor, chunks, position, (error, written) => {
      if (error) reject(error);
      else resolve(written);
    });
  });
