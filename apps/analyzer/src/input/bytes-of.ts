import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError, type InputErrorCode } from "./input-error.ts";

/** Something that bytes come from, in their order. */
export interface ByteSource extends AsyncDisposable {
  /** Fills `buffer[start..end)` as far as there are bytes; returns how many, 0 at the end. */
  read(buffer: Buffer, start: number, end: number): Promise<number>;
  /** Whether the packing ended too early, or is damaged: what was read is good, and there is more that cannot be. */
  readonly isBroken: boolean;
  /** How much there is about, if that is known: no reason to make a larger buffer. */
  readonly sizeHint: number;
  /** Whether there can be more later on, after the end. */
  readonly canGrow: boolean;
}

const codes: Readonly<Record<string, InputErrorCode>> = {
  ENOENT: "missing",
  EISDIR: "directory",
  EACCES: "denied",
  EPERM: "denied",
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** What the system refused, as an error for people; anything else is a mistake of this program, and stays one. */
export const inputError = (cause: unknown, file: string): unknown =>
  cause instanceof Error && "syscall" in cause
    ? new InputError(codes[codeOf(cause)] ?? "unreadable", file, { cause })
    : cause;

const isBadGzip = (error: unknown): boolean => codeOf(error).startsWith("Z_");

/** Room for what is appended while it is read. */
const smallestBuffer = 64 * 1024;

/** The bytes of a file from a place on. */
class FileSource implements ByteSource {
  readonly isBroken = false;
  readonly canGrow = true;
  readonly sizeHint: number;
  readonly #handle: FileHandle;
  #at: number;

  constructor(handle: FileHandle, from: number, size: number) {
    this.#handle = handle;
    this.#at = from;
    this.sizeHint = Math.max(smallestBuffer, size - from + 1);
  }

  async read(buffer: Buffer, start: number, end: number): Promise<number> {
    const { bytesRead } = await this.#handle.read(buffer, start, end - start, this.#at);
    this.#at += bytesRead;
    return bytesRead;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
}

/** The bytes of a stream. */
class StreamSource implements ByteSource {
  isBroken = false;
  readonly canGrow = false;
  readonly sizeHint = Number.POSITIVE_INFINITY;
  readonly #pieces: AsyncIterator<Buffer>;
  #piece: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  async read(buffer: Buffer, start: number, end: number): Promise<number> {
    let at = start;
    while (at < end) {
      if (this.#piece.length === 0) {
        const next = await this.#next();
        if (!next) break;
        this.#piece = next;
      }
      const taken = this.#piece.copy(buffer, at, 0, end - at);
      this.#piece = this.#piece.subarray(taken);
      at += taken;
    }
    return at - start;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pieces.return?.();
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.isBroken) return undefined;
    try {
      const next = await this.#pieces.next();
      return next.done === true ? undefined : next.value;
    } catch (error) {
      if (!isBadGzip(error)) throw error;
      this.isBroken = true;
      return undefined;
    }
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A stream as it comes, or unpacked, if it begins like a packed one. */
async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
  const pieces: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  };
  yield* isGzip(first.value) ? Readable.from(all()).pipe(createGunzip()) : all();
}

const startsGzip = async (handle: FileHandle): Promise<boolean> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && isGzip(buffer);
};

/** The name that stands for what is piped in. */
export const standardInput = "-";

/**
 * Opens a file or, for `-`, the standard input; unpacked, if it is packed with gzip.
 * @throws {InputError} when it cannot be read
 */
export const bytesOf = async (file: string, from = 0): Promise<ByteSource> => {
  if (file === standardInput) return new StreamSource(unpacked(process.stdin));
  try {
    const handle = await open(file);
    const found = await handle.stat();
    if (found.isDirectory()) {
      await handle.close();
      throw new InputError("directory", file);
    }
    if (!(await startsGzip(handle))) return new FileSource(handle, from, found.size);
    return new StreamSource(handle.createReadStream({ start: 0 }).pipe(createGunzip()));
  } catch (error) {
    throw inputError(error, file);
  }
};
