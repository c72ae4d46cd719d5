import { randomBytes } from "node:crypto";
import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import type { EventLog, LogEntry, Projection } from "../event-log.ts";
import { type HashKey, keyedHash } from "./keyed-hash.ts";
import { TagTable } from "./tag-table.ts";

/** Which `id` of which client is in the log (DEL-1). About eleven bytes of memory an id. */
export interface IdIndex extends Projection {
  /** False where the id is surely new to the durable log: synchronous, so that messages keep the order they came in. */
  mayHave(clientId: string, id: string): boolean;
  /**
   * The durable record that a client sent under an id; undefined for an id that is new. An append that is still on
   * its way to the disk is not found: its caller knows of it.
   *
   * @throws {LogDamagedError} the record cannot be read back
   */
  find(clientId: string, id: string, log: EventLog): Promise<LogEntry | undefined>;
}

/** Many small tables, so that none takes long to grow. */
const tableCount = 64;
const keyBytes = 8;
const lengthBytes = 4;

/** An index of the ids in a log, for its `projections`. */
export const createIdIndex = (): IdIndex => new HashedIdIndex();

/**
 * Keeps a hash of each id and the `seq` of its record. The record itself decides whether a hash was the right one,
 * which happens by chance once in 2^38 ids or so.
 */
class HashedIdIndex implements IdIndex {
  readonly name = "ids";
  readonly version = 3;
  #key: HashKey = keyOf(randomBytes(keyBytes));
  readonly #tables = Array.from({ length: tableCount }, () => new TagTable());

  apply(record: ChatRecord | UnknownRecord): void {
    if (!("id" in record) || typeof record.id !== "string") return;
    const [tag, place] = this.#hash(record.client_id, record.id);
    this.#tables[place]?.add(tag, record.seq);
  }

  mayHave(clientId: string, id: string): boolean {
    return this.#candidates(clientId, id).length > 0;
  }

  async find(clientId: string, id: string, log: EventLog): Promise<LogEntry | undefined> {
    for (const seq of this.#candidates(clientId, id)) {
      const [entry] = await log.read({ after: seq - 1, limit: 1 });
      const record = entry?.record;
      if (record?.client_id === clientId && "id" in record && record.id === id) return entry;
    }
    return undefined;
  }

  save(): Uint8Array {
    const key = Buffer.alloc(keyBytes);
    key.writeUInt32LE(this.#key[0], 0);
    key.writeUInt32LE(this.#key[1], 4);
    const tables = this.#tables.map((table) => table.save());
    return Buffer.concat([key, ...tables.flatMap((table) => [lengthOf(table), table])]);
  }

  load(bytes: Uint8Array): void {
    const saved = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#key = keyOf(saved);
    let at = keyBytes;
    for (const table of this.#tables) {
      const start = at + lengthBytes;
      at = start + saved.readUInt32LE(at);
      table.load(saved.subarray(start, at));
    }
    if (at !== saved.length) throw new RangeError("the saved ids have another length");
  }

  #candidates(clientId: string, id: string): readonly number[] {
    const [tag, place] = this.#hash(clientId, id);
    return this.#tables[place]?.find(tag) ?? [];
  }

  #hash(clientId: string, id: string): readonly [tag: number, place: number] {
    const [tag, rest] = keyedHash(clientId, id, this.#key);
    return [tag, rest % tableCount];
  }
}

const keyOf = (bytes: Buffer): HashKey => [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];

const lengthOf = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(bytes.length);
  return length;
};
