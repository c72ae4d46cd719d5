import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { inUtf8 } from "./foreign/encoding.ts";
import { InputError, type InputErrorCode } from "./input-error.ts";
import { packingOf } from "./packing.ts";
import { UnfinishedRedaction } from "./unfinished-redaction.ts";

/** A source of bytes, in their order. */
export interface ByteSource extends AsyncDisposable {
  /** Fills `buffer[start..end)` as far as there are bytes; returns how many, 0 at the end. */
  read(buffer: Buffer, start: number, end: number): Promise<number>;
  /** Whether the packing ended too early, or is damaged: what was read is good, the rest is unreadable. */
  readonly isBroken: boolean;
  /** The approximate size, if known: not a reason to make a larger buffer. */
  readonly sizeHint: number;
  /** Whether more can come later on, after the end. */
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

/** Makes a refusal of the system an error for people; any other error is a bug of this program, and stays. */
export const inputError = (cause: unknown, file: string): unknown =>
  cause instanceof Error && "syscall" in cause
    ? new InputError(codes[codeOf(cause)] ?? "unreadable", file, { cause })
    : cause;

const isBadGzip = (error: unknown): boolean => codeOf(error).startsWith("Z_");

/** Room for bytes that are appended while the file is read. */
const smallestBuffer = 64 * 1024;

/** The bytes of a file from a place on. */
class FileSource implements ByteSource {
  readonly isBroken = false;
  readonly canGrow = true;
  readonly sizeHint: number;
  readonly #handle: FileHandle;
  readonly #redaction: UnfinishedRedaction | undefined;
  #at: number;

  /** @param file - its path; undefined if whoever opened it closes it */
  constructor(handle: FileHandle, { file, from, size }: { file?: string; from: number; size: number }) {
    this.#handle = handle;
    this.#redaction = file === undefined ? undefined : new UnfinishedRedaction(file);
    this.#at = from;
    this.sizeHint = Math.max(smallestBuffer, size - from + 1);
  }

  async read(buffer: Buffer, start: number, end: number): Promise<number> {
    let read: { readonly bytesRead: number };
    do {
      read = await this.#handle.read(buffer, start, end - start, this.#at);
    } while (this.#redaction?.hasChanged() === true);
    const { bytesRead } = read;
    const count = this.#redaction?.over(buffer.subarray(start, end), bytesRead, this.#at) ?? bytesRead;
    this.#at += count;
    return count;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#redaction) await this.#handle.close();
  }
}

/** The bytes of a file; the caller that opened it closes it. */
export const keptBytes = async (handle: FileHandle, encoding?: string): Promise<ByteSource> => {
  if (encoding !== undefined)
    return streamOf(handle.createReadStream({ start: 0, autoClose: false }), encoding);
  return new FileSource(handle, { from: 0, size: (await handle.stat()).size });
};

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

/** So many bytes of a stream are looked at before it is decided how it is read. */
const headBytes = 64 * 1024;

/** A stream whose beginning was looked at. */
export interface Piped {
  readonly head: Buffer;
  /** All of it, the beginning too; once. */
  readonly pieces: AsyncIterable<Buffer>;
}

const peeked = async (pieces: AsyncIterator<Buffer>, enough: number): Promise<Piped> => {
  const seen: Buffer[] = [];
  let length = 0;
  let failed: unknown;
  while (length < enough && failed === undefined) {
    try {
      const next = await pieces.next();
      if (next.done === true) break;
      seen.push(next.value);
      length += next.value.length;
    } catch (error) {
      failed = error;
    }
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield* seen;
    if (failed !== undefined) throw failed;
    yield* { [Symbol.asyncIterator]: () => pieces };
  };
  return { head: Buffer.concat(seen), pieces: all() };
};

const iteratorOf = (stream: AsyncIterable<Buffer>): AsyncIterator<Buffer> => stream[Symbol.asyncIterator]();

/** A stream, unpacked if it begins like one that is packed with gzip, and its beginning. */
const pipedFrom = async (stream: Readable): Promise<Piped> => {
  const packed = await peeked(iteratorOf(stream), 2);
  const { pieces } = packed;
  if (packingOf(packed.head) !== "gzip") return peeked(iteratorOf(pieces), headBytes);
  return peeked(iteratorOf(Readable.from(pieces).pipe(createGunzip())), headBytes);
};

/** The name that stands for piped input. */
export const standardInput = "-";

/** Looks at the input of the standard input, or of a named pipe. */
export const pipedInto = async (file: string): Promise<Piped> => {
  try {
    return await pipedFrom(file === standardInput ? process.stdin : createReadStream(file));
  } catch (error) {
    throw inputError(error, file);
  }
};

/** The bytes of a stream whose beginning was looked at. */
export const sourceOf = ({ pieces }: Piped): ByteSource => new StreamSource(pieces);

/** The bytes of a stream, as UTF-8. */
export const streamOf = (pieces: AsyncIterable<Buffer>, encoding?: string): ByteSource =>
  new StreamSource(encoding === undefined ? pieces : inUtf8(pieces, encoding));

const startOf = async (handle: FileHandle): Promise<Buffer> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
  return buffer.subarray(0, bytesRead);
};

/**
 * Opens a regular file: unpacked, if it is packed with gzip, and as UTF-8, whatever its encoding is.
 * @param from - where to begin, in a file that is neither
 * @throws {InputError} when it cannot be read
 */
export const bytesOf = async (file: string, from = 0, encoding?: string): Promise<ByteSource> => {
  try {
    const handle = await open(file);
    const found = await handle.stat();
    if (found.isDirectory()) {
      await handle.close();
      throw new InputError("directory", file);
    }
    const isGzip = packingOf(await startOf(handle)) === "gzip";
    if (!isGzip && encoding === undefined) return new FileSource(handle, { file, from, size: found.size });
    const stored = handle.createReadStream({ start: 0 });
    const plain: AsyncIterable<Buffer> = isGzip ? stored.pipe(createGunzip()) : stored;
    return streamOf(plain, encoding);
  } catch (error) {
    throw inputError(error, file);
  }
};
