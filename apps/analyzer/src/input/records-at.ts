import { byte } from "./bytes.ts";
import type { ByteSource } from "./bytes-of.ts";
import { isObject, parsedJson, type Fields } from "./foreign/fields.ts";
import { readChunks } from "./read-chunks.ts";
import { seqAt } from "./seq-at.ts";
import { RecordSplitter } from "./splitter.ts";

/** Keeps the records that are asked for, by their positions. */
class Kept {
  readonly found = new Map<number, Fields>();
  readonly #wanted: ReadonlySet<number>;

  constructor(wanted: ReadonlySet<number>) {
    this.#wanted = wanted;
  }

  get hasAll(): boolean {
    return this.found.size === this.#wanted.size;
  }

  wants(seq: number): boolean {
    return this.#wanted.has(seq);
  }

  keep(json: string): void {
    const fields = parsedJson(json);
    if (!isObject(fields)) return;
    const { seq } = fields;
    if (typeof seq === "number" && this.wants(seq) && !this.found.has(seq)) this.found.set(seq, fields);
  }

  /** Looks at the beginnings of lines only. */
  lines(bytes: Buffer, length: number): void {
    let at = 0;
    while (at < length && !this.hasAll) {
      const newline = bytes.indexOf(byte.newline, at);
      const end = newline < 0 || newline > length ? length : newline;
      if (this.wants(seqAt(bytes, at)))
        this.keep(bytes.toString("utf8", at, end).trimEnd().replace(/,$/u, ""));
      at = end + 1;
    }
  }
}

/**
 * Finds records by their positions, in a log of whatever layout.
 * @param open - opens the log at a place, which is the beginning of a line
 * @param near - a place before the first of them, where the log is in the order of its positions
 */
export const recordsAt = async (
  wanted: ReadonlySet<number>,
  open: (from: number) => Promise<ByteSource>,
  near: number,
): Promise<ReadonlyMap<number, Fields>> => {
  const kept = new Kept(wanted);
  const read = async (from: number, push: (bytes: Buffer, length: number) => void): Promise<void> => {
    if (kept.hasAll) return;
    await using source = await open(from);
    await readChunks(source, { push }, () => undefined);
  };
  await read(near, (bytes, length) => kept.lines(bytes, length));
  const splitter = new RecordSplitter({
    record: (bytes) => {
      const seq = seqAt(bytes, 0);
      if (seq === 0 || kept.wants(seq)) kept.keep(bytes.toString());
    },
    damage: () => undefined,
  });
  await read(0, (bytes, length) => splitter.push(Buffer.from(bytes.subarray(0, length))));
  return kept.found;
};
