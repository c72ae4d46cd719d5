import {
  type BareRecord,
  bareRecordSchema,
  cleanName,
  lobby,
  nameSchema,
  type RecordDraft,
} from "@beseda/protocol";
import { Sequencer } from "../append/sequencer.ts";
import { type DiskFile, writeWhole } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { closing, opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";
import { randomLogId } from "../open/create-log.ts";
import { makeNew, openToRead } from "./open-for.ts";
import { NoRowsError, rowsOf } from "./rows.ts";
import type { MaintainOptions } from "./verify-log.ts";

/** The result of an import. */
export interface Imported {
  readonly log: string;
  /** Rows that became records. */
  readonly taken: number;
  /** Number of rows left out because they are not chat records. */
  readonly left: number;
  /** The numbers of the first rows left out, from 1: as many as a person reads. */
  readonly firstLeft: readonly number[];
}

export interface ImportOptions extends MaintainOptions {
  /** The new file, which MUST NOT exist yet. */
  readonly output: string;
  /** The record that begins a log. */
  readonly start: (logId: string) => RecordDraft;
  /** Makes the name of the log. @default 12 random characters */
  readonly createId?: () => string;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
}

const flushBytes = 1024 * 1024;

/**
 * Imports the records of another program, with `time`, `client_id`, `sender` and `message`, into a new log.
 * The original is not touched. Each becomes a message in the lobby: `time` is that of the import, since it
 * never goes back, and `said_at` is that of the original. The client is `Imported_N`, an id that no client of
 * a server ever has, with its original name.
 *
 * @throws {LogRefusedError} it is a log of a server of Beseda, or neither a JSON array nor one record
 *   per line; or the new file cannot be made
 */
export const importLog = async (path: string, options: ImportOptions): Promise<Imported> => {
  const { output, disk = nodeDisk() } = options;
  await using stack = new AsyncDisposableStack();
  const source = await openToRead(disk, path);
  stack.defer(() => source.close());
  try {
    return await makeNew(disk, output, (target) => takeOver({ source, target }, options));
  } catch (error) {
    if (error instanceof OwnLogError) throw new LogRefusedError("log-own", path, { cause: error });
    throw error instanceof NoRowsError
      ? new LogRefusedError("log-not-importable", path, { cause: error })
      : error;
  }
};

/** The log was written by this program. */
class OwnLogError extends Error {
  override readonly name = "OwnLogError";
}

/** Records of other programs have no chained check. */
const isOwnBeginning = (value: unknown): boolean => {
  const { type, log, check }: { type?: unknown; log?: unknown; check?: unknown } = Object(value);
  return type === "server-started" && typeof log === "string" && typeof check === "string";
};

/** The number of row numbers that are kept. */
const mostKept = 10;

const takeOver = async (
  { source, target }: { readonly source: DiskFile; readonly target: DiskFile },
  { createId = randomLogId, clock = Date.now, start, onProgress }: ImportOptions,
): Promise<Imported> => {
  const log = createId();
  const writer = new ArrayWriter(target, clock);
  const people = new Map<string, string>();
  const firstLeft: number[] = [];
  const first = start(log);
  await writer.add(first.type === "server-started" ? { ...first, imported: true } : first);
  const totalBytes = await source.size();
  let [records, left] = [0, 0];
  for await (const { value, end } of rowsOf(source)) {
    records += 1;
    if (records === 1 && isOwnBeginning(value)) throw new OwnLogError();
    const parsed = bareRecordSchema.safeParse(value);
    if (parsed.success) await writer.add(messageOf(parsed.data, records, people));
    else {
      left += 1;
      if (firstLeft.length < mostKept) firstLeft.push(records);
    }
    onProgress?.({ records, bytes: end, totalBytes });
  }
  await writer.flush(true);
  return { log, taken: records - left, left, firstLeft };
};

const messageOf = (row: BareRecord, place: number, people: Map<string, string>): RecordDraft => {
  const client_id = people.get(row.client_id) ?? `Imported_${people.size + 1}`;
  people.set(row.client_id, client_id);
  const isServer = row.sender === "server";
  const name = nameSchema.safeParse(cleanName(isServer ? "server" : row.client_id));
  const saidAt = Date.parse(row.time);
  return {
    type: "message",
    room: lobby,
    client_id,
    name: name.success ? name.data : client_id,
    id: `import-${place}`,
    ...(Number.isNaN(saidAt) ? {} : { said_at: new Date(saidAt).toISOString() }),
    sender: isServer ? "server" : "client",
    message: row.message,
  };
};

/** Writes a log from its first record. */
class ArrayWriter {
  readonly #file: DiskFile;
  readonly #sequencer: Sequencer;
  readonly #lines = new LineWriter();
  #check = 0;
  #end = 0;

  constructor(file: DiskFile, clock: () => number) {
    this.#file = file;
    this.#sequencer = new Sequencer({ seq: 0, time: "", lastOf: () => 0 }, clock);
  }

  async add(draft: RecordDraft): Promise<void> {
    this.#check = this.#lines.add(JSON.stringify(this.#sequencer.give(draft)), this.#check).check;
    if (this.#lines.length >= flushBytes) await this.flush(false);
  }

  async flush(sync: boolean): Promise<void> {
    const chunks: Uint8Array[] = [...this.#lines.take().chunks];
    // The opening bracket is as long as the separator that it replaces.
    if (this.#end === 0) chunks.unshift(opening, (chunks.shift() ?? opening).subarray(opening.length));
    await writeWhole(this.#file, chunks, { position: this.#end, sync });
    this.#end += chunks.reduce((sum, { length }) => sum + length, 0) - closing.length;
  }
}
