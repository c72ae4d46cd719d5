import { closeSync, openSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { crc32 } from "node:zlib";

/** Bytes that take the place of others. */
interface Overwrite {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * What is known of a redaction that is being written into a log, or was interrupted (LOG-18): what lies beside the
 * log until all of it is written. A reader sees the log as it will be, however far the writing has come.
 */
export class UnfinishedRedaction {
  readonly #log: string;
  readonly #path: string;
  #seen = "";
  #overwrites: readonly Overwrite[] = [];

  constructor(log: string) {
    this.#log = log;
    this.#path = `${realpathSync(log)}.redaction`;
    this.hasChanged();
  }

  /** Looks again; whether it came or went since: what was read meanwhile may be half of each, and is read again. */
  hasChanged(): boolean {
    const signature = signatureOf(this.#path);
    if (signature === this.#seen) return false;
    this.#seen = signature;
    this.#overwrites = signature === "" ? [] : overwritesIn(this.#path, this.#log);
    return true;
  }

  /**
   * Puts what will be written over bytes that were read: the first `count` of a buffer, from a place of the file on.
   * @returns how many of the buffer are good
   */
  over(buffer: Buffer, count: number, position: number): number {
    let end = count;
    for (const { offset, bytes } of this.#overwrites) {
      const from = Math.max(offset, position);
      const to = Math.min(offset + bytes.length, position + buffer.length);
      // What is behind the end of the file follows its last byte.
      if (from >= to || from > position + end) continue;
      bytes.copy(buffer, from - position, from - offset, to - offset);
      end = Math.max(end, to - position);
    }
    return end;
  }
}

const signatureOf = (path: string): string => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() === true ? `${found.ino}:${found.mtimeNs}` : "";
};

/** One of another log, or half of one, changes nothing. */
const overwritesIn = (path: string, log: string): readonly Overwrite[] => {
  const intent = contentOf(path);
  if (!intent || !endsIn(log, intent)) return [];
  const appended = { offset: intent.end, bytes: Buffer.from(intent.appended, "base64") };
  const blanks = intent.overwrites.map(([offset, text]) => ({ offset, bytes: Buffer.from(text, "base64") }));
  return [appended, ...blanks];
};

interface Intent {
  /** The byte after the last record before it, and the check of that record. */
  readonly end: number;
  readonly check: number;
  /** Base64; written at `end`. */
  readonly appended: string;
  readonly overwrites: ReadonlyArray<readonly [offset: number, bytes: string]>;
}

const contentOf = (path: string): Intent | undefined => {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    // It was done meanwhile.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const [intent = "", check] = content.split("\n");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its check proves that the log's own program wrote it
  return String(crc32(intent)) === check ? (JSON.parse(intent) as Intent) : undefined;
};

/** Whether the record that ends at the place of an intent has the check that the intent was made for. */
const endsIn = (log: string, { end, check }: Intent): boolean => {
  const wanted = Buffer.from(`,"check":"${check.toString(16).padStart(8, "0")}"}`);
  const found = Buffer.alloc(wanted.length);
  const file = openSync(log, "r");
  try {
    readSync(file, found, 0, found.length, Math.max(0, end - found.length));
  } finally {
    closeSync(file);
  }
  return found.equals(wanted);
};
