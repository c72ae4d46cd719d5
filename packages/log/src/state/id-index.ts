import { randomInt } from "node:crypto";
import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import type { EventLog, LogEntry } from "../event-log.ts";
import type { MessageHead, Projection } from "./projection.ts";
import { reserve } from "../memory.ts";
import { type HashKey, keyedHash } from "./keyed-hash.ts";
import { TagTable } from "./tag-table.ts";
import { bytesOf, wordsOf } from "./words.ts";

/** The `id`s of each client in the log (DEL-1). About eleven bytes of memory per id. */
export interface IdIndex extends Projection {
  /** False if the id is surely new to the durable log: synchronous, so that messages keep their order. */
  mayHave(clientId: string, id: string): boolean;
  /**
   * Returns the durable record that a client sent under an id; undefined for a new id. An append still on its
   * way to the disk is not found: its caller knows of it.
   *
   * @throws {LogDamagedError} the record cannot be read back
   */
  find(clientId: string, id: string, log: EventLog): Promise<LogEntry | undefined>;
}

/** Many small tables, so that none takes long to grow. */
const tableCount = 64;
const keyWords = 2;
const wordBytes = 4;

/** An index of the ids in a log, for its `projections`. */
export const createIdIndex = (): IdIndex => new HashedIdIndex();

/**
 * Keeps a hash of each id and the `seq` of its record. The record itself decides whether a matching hash was
 * the right one; a chance match occurs about once in 2^38 ids.
 */
class HashedIdIndex implements IdIndex {
  readonly name = "ids";
  readonly version = 4;
  #key: HashKey = [randomInt(2 ** 32), randomInt(2 ** 32)];
  readonly #tables = Array.from({ length: tableCount }, () => new TagTable());

  apply(record: ChatRecord | UnknownRecord): void {
    if (!("id" in record) || typeof record.id !== "string") return;
    const { seq, client_id, id } = record;
    this.applyMessage({ seq, client_id, id });
  }

  applyMessage({ seq, client_id, id }: Pick<MessageHead, "seq" | "client_id" | "id">): void {
    const [tag, place] = this.#hash(client_id, id);
    this.#tables[place]?.add(tag, seq);
  }

  mayHave(clientId: string, id: string): boolean {
    const [tag, place] = this.#hash(clientId, id);
    return this.#tables[place]?.has(tag) ?? false;
  }

  async find(clientId: string, id: string, log: EventLog): Promise<LogEntry | undefined> {
    const [tag, place] = this.#hash(clientId, id);
    for (const seq of this.#tables[place]?.find(tag) ?? []) {
      const [entry] = await log.read({ after: seq - 1, limit: 1 });
      const record = entry?.record;
      if (record?.client_id === clientId && "id" in record && record.id === id) return entry;
    }
    return undefined;
  }

  save(): Uint8Array {
    const lengths = this.#tables.map((table) => 1 + table.savedLength / wordBytes);
    const total = keyWords + lengths.reduce((sum, length) => sum + length, 0);
    const words = new Uint32Array(reserve(total * wordBytes));
    words.set(this.#key);
    let at = keyWords;
    for (const [index, table] of this.#tables.entries()) {
      const end = at + (lengths[index] ?? 0);
      words[at] = end - at - 1;
      table.save(words.subarray(at + 1, end));
      at = end;
    }
    return bytesOf(words);
  }

  load(bytes: Uint8Array): void {
    const words = wordsOf(bytes);
    this.#key = [words[0] ?? 0, words[1] ?? 0];
    let at = keyWords;
    for (const table of this.#tables) {
      const end = at + 1 + (words[at] ?? 0);
      table.load(words.subarray(at + 1, end));
      at = end;
    }
    if (at !== words.length || bytes.length % wordBytes !== 0) {
      throw new RangeError("the saved ids have another length");
    }
  }

  #hash(clientId: string, id: string): readonly [tag: number, place: number] {
    const [tag, rest] = keyedHash(clientId, id, this.#key);
    return [tag, rest % tableCount];
  }
}
