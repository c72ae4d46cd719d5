import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import type { EventLog, LogEntry, Projection } from "./event-log.ts";

/** Which `id` of which client is in the log (DEL-1). */
export interface IdIndex extends Projection {
  /** False where the id is surely new to the durable log: synchronous, so that messages keep the order they came in. */
  mayHave(clientId: string, id: string): boolean;
  /**
   * The durable record that a client sent under an id; undefined for an id that is new. An append that is still on
   * its way to the disk is not found: its caller knows of it.
   */
  find(clientId: string, id: string, log: EventLog): Promise<LogEntry | undefined>;
}

/** An index of the ids in a log, for its `projections`. */
export const createIdIndex = (): IdIndex => {
  const seqs = new Map<string, number>();
  return {
    name: "ids",
    version: 0,
    apply: (record: ChatRecord | UnknownRecord) => {
      if ("id" in record && typeof record.id === "string") {
        seqs.set(`${record.client_id} ${record.id}`, record.seq);
      }
    },
    mayHave: (clientId, id) => seqs.has(`${clientId} ${id}`),
    find: async (clientId, id, log) => {
      const seq = seqs.get(`${clientId} ${id}`);
      if (seq === undefined) return undefined;
      const [entry] = await log.read({ after: seq - 1, limit: 1 });
      return entry;
    },
    save: () => Buffer.from(JSON.stringify([...seqs])),
    load: (bytes) => {
      const saved: unknown = JSON.parse(Buffer.from(bytes).toString());
      if (!Array.isArray(saved)) throw new TypeError("not an index of ids");
      seqs.clear();
      for (const [key, seq] of saved) seqs.set(String(key), Number(seq));
    },
  };
};
