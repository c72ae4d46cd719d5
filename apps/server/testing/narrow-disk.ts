import { type Disk, type DiskFile, type OpenMode } from "@beseda/log";
import { ownDisk } from "./own-disk.ts";

/** The disk of this machine, with or without room for the log, and as slow as a test wants it. */
export class NarrowDisk {
  /** Whether the disk has no room for the log. */
  isFull = false;
  #gate: PromiseWithResolvers<void> | undefined;
  readonly disk: Disk;

  constructor() {
    const real = ownDisk();
    this.disk = { ...real, open: async (path, mode) => this.#narrow(await real.open(path, mode), mode) };
  }

  /** Makes all writes from now on wait. */
  hold(): void {
    this.#gate ??= Promise.withResolvers();
  }

  /** Does the waiting writes, or refuses them if the disk is full by now. */
  letGo(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  #narrow(file: DiskFile, mode: OpenMode): DiskFile {
    // Only the log is opened for appending.
    if (mode !== "append") return file;
    const write = file.write.bind(file);
    const narrowed: DiskFile["write"] = async (chunks, position, sync) => {
      await this.#gate?.promise;
      const length = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
      // Closing the array again needs no room.
      if (this.isFull && length > closingBytes) throw noRoom();
      return write(chunks, position, sync);
    };
    return Object.assign(file, { write: narrowed });
  }
}

const closingBytes = 8;

const noRoom = (): Error =>
  Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
