import { dirname } from "node:path";
import {
  type Disk,
  type DiskFile,
  type FileChange,
  FileGoneError,
  type OpenMode,
  type Located,
} from "../src/disk/disk.ts";
import { LogLockedError } from "../src/error.ts";
import { type Choose, SimulatedFile } from "./simulated-file.ts";

/** A failure at one system call. */
export type Fault =
  /** The call fails with this error. A write gets as far as `bytes`. */
  | { readonly kind: "error"; readonly code: string; readonly bytes?: number }
  /** The call does not return: the process is killed. A write gets as far as `bytes`. */
  | { readonly kind: "stop"; readonly bytes?: number }
  /** A write takes only this number of bytes. */
  | { readonly kind: "short"; readonly bytes: number };

export interface SimulatedDiskOptions {
  /** Returns the failure at a system call, the first one being 1. @default nothing */
  readonly fault?: (call: number) => Fault | undefined;
  /** Bytes that all files together may have. @default no limit */
  readonly capacity?: number;
}

/** A fault at one system call. */
export const at =
  (call: number, fault: Fault): ((call: number) => Fault | undefined) =>
  (now) =>
    now === call ? fault : undefined;

type Names = ReadonlyMap<string, SimulatedFile>;

class SystemError extends Error {
  readonly code: string;
  readonly syscall: string;

  constructor(code: string, syscall: string) {
    super(`${code}: simulated, ${syscall}`);
    this.code = code;
    this.syscall = syscall;
  }
}

/** A disk in memory that tears, refuses, lies and stops where a test wants it to. */
export class SimulatedDisk implements Disk {
  readonly #fault: (call: number) => Fault | undefined;
  /** Bytes that all files together may have. */
  capacity: number;
  /** Whether a sync reports success without doing anything. */
  lies = false;
  /** The range of bytes that cannot be read from any file; its end is exclusive. */
  unreadable: readonly [from: number, to: number] = [0, 0];
  #names: Map<string, SimulatedFile>;
  /** The durable names, then the names after each change that is not durable. */
  #pendingNames: Names[];
  readonly #locked = new Set<string>();
  #calls = 0;
  #isStopped = false;
  readonly #stopped = Promise.withResolvers<void>();

  constructor(options: SimulatedDiskOptions = {}, files: Iterable<readonly [string, Buffer]> = []) {
    this.#fault = options.fault ?? (() => undefined);
    this.capacity = options.capacity ?? Number.POSITIVE_INFINITY;
    this.#names = new Map([...files].map(([path, content]) => [path, new SimulatedFile(content)]));
    this.#pendingNames = [new Map(this.#names)];
  }

  /** System calls so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Resolves when a fault kills the process. */
  get stopped(): Promise<void> {
    return this.#stopped.promise;
  }

  /** The content that every process sees. */
  contentOf(path: string): Buffer | undefined {
    return this.#names.get(path)?.content;
  }

  paths(): readonly string[] {
    return [...this.#names.keys()];
  }

  /** Returns the disk after `kill -9`: everything written is there. */
  afterKill(options: SimulatedDiskOptions = {}): SimulatedDisk {
    const copies = new Map<SimulatedFile, SimulatedFile>();
    const copyOf = (file: SimulatedFile): SimulatedFile => {
      const copy = copies.get(file) ?? file.copy();
      copies.set(file, copy);
      return copy;
    };
    const copied = (names: Names) => new Map([...names].map(([path, file]) => [path, copyOf(file)] as const));
    const disk = new SimulatedDisk(options);
    disk.#names = copied(this.#names);
    disk.#pendingNames = this.#pendingNames.map(copied);
    return disk;
  }

  /** Returns the disk after a power cut: unsynced writes are there, or not, or in part. */
  afterPowerCut(choose: Choose, { sectorBytes = 512, ...options }: PowerCutOptions = {}): SimulatedDisk {
    const names = this.#pendingNames[choose(this.#pendingNames.length)] ?? this.#names;
    return new SimulatedDisk(
      options,
      [...names].map(([path, file]) => [path, file.afterPowerCut(choose, sectorBytes)]),
    );
  }

  async locate(path: string): Promise<Located> {
    const isThere = this.#names.has(path);
    return { path, kind: isThere ? "file" : "nothing", links: isThere ? 1 : 0 };
  }

  async open(path: string, mode: OpenMode): Promise<DiskFile> {
    await this.#call("open");
    let file = this.#names.get(path);
    if (mode === "create") {
      if (file) throw new SystemError("EEXIST", "open");
      file = new SimulatedFile();
      this.#rename((names, created) => names.set(path, created), file);
    }
    if (!file) throw new SystemError("ENOENT", "open");
    return this.#handle(file, mode === "append" ? path : undefined);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#call("rename");
    const file = this.#names.get(from);
    if (!file) throw new SystemError("ENOENT", "rename");
    this.#rename((names, moved) => {
      names.delete(from);
      names.set(to, moved);
    }, file);
  }

  async remove(path: string): Promise<void> {
    await this.#call("unlink");
    const file = this.#names.get(path);
    if (file) this.#rename((names) => names.delete(path), file);
  }

  async makeDirectory(): Promise<void> {
    await this.#call("mkdir");
  }

  async syncDirectory(path: string): Promise<void> {
    await this.#call("fsync");
    if (this.lies) return;
    const isElsewhere = ([name]: readonly [string, SimulatedFile]): boolean => dirname(name) !== path;
    const here = [...this.#names].filter((entry) => !isElsewhere(entry));
    this.#pendingNames = this.#pendingNames.map(
      (names) => new Map([...[...names].filter(isElsewhere), ...here]),
    );
    if (this.#pendingNames.every((names) => isSame(names, this.#names))) this.#pendingNames.length = 1;
  }

  async isRemote(): Promise<boolean> {
    return false;
  }

  async lock(path: string): Promise<() => Promise<void>> {
    if (this.#locked.has(path)) throw new LogLockedError(path, undefined);
    this.#locked.add(path);
    return async () => {
      this.#locked.delete(path);
    };
  }

  #rename(
    change: (names: Map<string, SimulatedFile>, file: SimulatedFile) => void,
    file: SimulatedFile,
  ): void {
    change(this.#names, file);
    this.#pendingNames.push(new Map(this.#names));
  }

  /** @param path - the path that must name the file at each write; any path if undefined */
  #handle(file: SimulatedFile, path: string | undefined): DiskFile {
    const prove = (): void => {
      if (path !== undefined && this.#names.get(path) !== file)
        throw new FileGoneError(path, this.#changeOf(file, path));
    };
    return {
      size: async () => file.content.length,
      identity: async () => undefined,
      read: async (buffer, position) => {
        await this.#call("read");
        const [from, to] = this.unreadable;
        if (position < to && position + buffer.length > from) throw new SystemError("EIO", "read");
        return file.content.copy(buffer, 0, position);
      },
      write: async (chunks, position, sync) => {
        const bytes = Buffer.concat(chunks);
        const length = await this.#write(file, bytes, position);
        if (sync && length === bytes.length) await this.#sync(file);
        if (length === bytes.length) prove();
        return length;
      },
      sync: () => this.#sync(file),
      truncate: async (size) => {
        await this.#call("ftruncate");
        file.truncate(size);
      },
      prove: async () => prove(),
      lock: async () => true,
      close: async () => {
        if (this.#isStopped) await forever();
      },
    };
  }

  #changeOf(file: SimulatedFile, path: string): FileChange {
    if (this.#names.has(path)) return "replaced";
    return [...this.#names.values()].includes(file) ? "moved" : "removed";
  }

  async #write(file: SimulatedFile, bytes: Buffer, position: number): Promise<number> {
    const fault = await this.#call("pwrite", (bytesDone) =>
      file.write(bytes.subarray(0, bytesDone), position),
    );
    const room = this.#roomFor(file, position);
    if (room === 0 && bytes.length > 0) throw new SystemError("ENOSPC", "pwrite");
    const limit = fault?.kind === "short" ? Math.max(1, fault.bytes) : bytes.length;
    const length = Math.min(bytes.length, limit, room);
    file.write(bytes.subarray(0, length), position);
    return length;
  }

  /** The number of bytes that can be written from a position on before the disk is full. */
  #roomFor(file: SimulatedFile, position: number): number {
    const used = [...this.#names.values()].reduce((sum, { content }) => sum + content.length, 0);
    return Math.max(0, this.capacity - used + Math.max(0, file.content.length - position));
  }

  async #sync(file: SimulatedFile): Promise<void> {
    await this.#call("fdatasync");
    if (!this.lies) file.sync();
  }

  /** Counts a system call and lets its fault happen. */
  async #call(syscall: string, onPart?: (bytes: number) => void): Promise<Fault | undefined> {
    if (this.#isStopped) await forever();
    this.#calls += 1;
    const fault = this.#fault(this.#calls);
    if (fault?.kind === "error") {
      onPart?.(fault.bytes ?? 0);
      throw new SystemError(fault.code, syscall);
    }
    if (fault?.kind === "stop") {
      this.#isStopped = true;
      onPart?.(fault.bytes ?? 0);
      this.#stopped.resolve();
      await forever();
    }
    return fault;
  }
}

interface PowerCutOptions extends SimulatedDiskOptions {
  /** The number of bytes that the disk writes as a whole or not at all. @default 512 */
  readonly sectorBytes?: number;
}

const isSame = (one: Names, other: Names): boolean =>
  one.size === other.size && [...one].every(([path, file]) => other.get(path) === file);

/** A killed process waits for nothing and does nothing. */
const forever = (): Promise<never> => new Promise(() => {});
