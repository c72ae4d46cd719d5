import { mkdtemp, open, rm, stat, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bytesOf,
  inputError,
  keptBytes,
  pipedInto,
  sourceOf,
  standardInput,
  type ByteSource,
  type Piped,
} from "./bytes-of.ts";
import type { DamageReason } from "./damage.ts";
import type { Dialect } from "./foreign/dialect.ts";
import { wideEncoding } from "./foreign/encoding.ts";
import { isObject, parsedJson } from "./foreign/fields.ts";
import { lookThrough, type Hints } from "./foreign/look.ts";
import { oldestFirst } from "./foreign/newest-first.ts";
import { headOf } from "./head.ts";
import { InputError } from "./input-error.ts";
import type { TimeOptions } from "./moment.ts";
import { packingOf } from "./packing.ts";
import { ownRecord } from "./own-record.ts";
import { RecordSplitter } from "./splitter.ts";

const headBytes = 64 * 1024;

/** Reasons which mean that a record is whole, and not one of ours. */
export const isShape = (reason: DamageReason): boolean =>
  reason === "not-a-record" || reason === "bad-time" || reason === "not-utf8";

/** Whether more than a tenth of the records are not ours: such a log is not taken for one of ours. */
export const isForeign = (ours: number, others: number): boolean => others * 10 > ours + others;

/** Whether a log that begins like this is one of ours, or not anything yet. */
const beginsAsOurs = (head: Buffer, options: TimeOptions): boolean => {
  let ours = 0;
  let others = 0;
  const splitter = new RecordSplitter({
    record: (bytes) => {
      const fields = parsedJson(bytes.toString());
      if (isObject(fields) && typeof ownRecord(fields, options) === "string") others += 1;
      else if (isObject(fields)) ours += 1;
    },
    damage: () => undefined,
  });
  splitter.push(Buffer.from(head));
  const isCut = !splitter.isBetween && ours + others === 0;
  return !isForeign(ours, others) && !(isCut && head.length >= headBytes);
};

/** A file that is gone when it is closed: nothing of it is left behind, however this ends. */
const unnamedFile = async (): Promise<FileHandle> => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-analyze-"));
  const handle = await open(join(folder, "log"), "wx+", 0o600);
  await rm(folder, { recursive: true, force: true });
  return handle;
};

/** A copy of piped input: a pipe can be read once only, and the log is to be looked through first. */
const copied = async (pieces: AsyncIterable<Buffer>): Promise<FileHandle> => {
  const handle = await unnamedFile();
  for await (const piece of pieces) await handle.appendFile(piece);
  return handle;
};

export interface OpenOptions {
  readonly hints: Hints;
  readonly local: (clock: number) => number;
  /** Whether it is to be looked through, however it begins. */
  readonly isSuspect?: boolean;
}

/** A log as its bytes are read, and how its records are. */
export class OpenedLog implements AsyncDisposable {
  readonly dialect: Dialect | undefined;
  /** Whether it came through a pipe: there is nothing to wait for at its end, and no going back. */
  readonly isPiped: boolean;
  readonly #open: (from: number) => Promise<ByteSource>;
  readonly #copy: FileHandle | undefined;

  private constructor(
    open: (from: number) => Promise<ByteSource>,
    {
      dialect,
      isPiped = false,
      copy,
    }: { dialect: Dialect | undefined; isPiped?: boolean; copy?: FileHandle },
  ) {
    this.dialect = dialect;
    this.isPiped = isPiped;
    this.#open = open;
    this.#copy = copy;
  }

  /** @throws {InputError} when it cannot be read */
  static async open(file: string, options: OpenOptions): Promise<OpenedLog> {
    if (await isPipe(file)) return OpenedLog.#ofPipe(file, await pipedInto(file), options);
    const head = await headIn(file);
    const dialect = await dialectOf(file, head, {
      ...options,
      open: (encoding) => bytesOf(file, 0, encoding),
    });
    return new OpenedLog((from) => bytesOf(file, from, dialect?.encoding), { dialect });
  }

  static async #ofPipe(file: string, piped: Piped, options: OpenOptions): Promise<OpenedLog> {
    let copy: FileHandle | undefined;
    const open = async (encoding: string | undefined): Promise<ByteSource> => {
      copy ??= await copied(piped.pieces);
      return keptBytes(copy, encoding);
    };
    const dialect = await dialectOf(file, piped.head, { ...options, open });
    const isPiped = true;
    if (!copy) return OpenedLog.#ofOurs(piped);
    return new OpenedLog(() => open(dialect?.encoding), { dialect, isPiped, copy });
  }

  /** A log of ours: it is kept as it comes, because what changes a message comes after it. */
  static async #ofOurs({ head, pieces }: Piped): Promise<OpenedLog> {
    const copy = await unnamedFile();
    const keeping = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        await copy.appendFile(piece);
        yield piece;
      }
    };
    let isRead = false;
    const open = async (): Promise<ByteSource> => {
      if (isRead) return keptBytes(copy);
      isRead = true;
      return sourceOf({ head, pieces: keeping() });
    };
    return new OpenedLog(open, { dialect: undefined, isPiped: true, copy });
  }

  /** Its bytes, as UTF-8, from a place on. */
  async bytes(from: number): Promise<ByteSource> {
    const source = await this.#open(from);
    const { dialect } = this;
    return dialect?.isNewestFirst === true ? oldestFirst(source, dialect) : source;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#copy?.close();
  }
}

const isPipe = async (file: string): Promise<boolean> => {
  if (file === standardInput) return true;
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new InputError("directory", file);
    return !found.isFile();
  } catch (error) {
    throw inputError(error, file);
  }
};

const headIn = async (file: string): Promise<Buffer> => {
  await using source = await bytesOf(file);
  const buffer = Buffer.alloc(headBytes);
  const count = await source.read(buffer, 0, headBytes);
  return buffer.subarray(0, count);
};

interface DialectOptions extends OpenOptions {
  readonly open: (encoding: string | undefined) => Promise<ByteSource>;
}

const dialectOf = async (
  file: string,
  head: Buffer,
  { hints, local, isSuspect = false, open: opened }: DialectOptions,
): Promise<Dialect | undefined> => {
  const packing = packingOf(head);
  if (packing !== undefined) throw new InputError("packed", file, { value: packing });
  const encoding = hints.encoding ?? wideEncoding(head);
  if (encoding === undefined) headOf(head, file);
  const isTold = encoding !== undefined || Object.keys(hints.map).length > 0;
  if (!isTold && !isSuspect && beginsAsOurs(head, { local, order: hints.order })) return undefined;
  return lookThrough({ file, head, open: opened }, hints, encoding);
};
