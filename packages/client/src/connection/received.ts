import { parseRecord, roomOf } from "@beseda/protocol";
import type { ReceivedRecord } from "./connection.ts";

/**
 * Takes a record from the wire. A type or a field of a newer server, which this version does not understand, keeps its
 * place in the chain and says itself what it is about: one unknown record does not stop a chat (LOG-12).
 * @throws {z.ZodError} for what is not a record at all
 */
export const receivedFrom = (value: unknown): ReceivedRecord => {
  const record = parseRecord(value);
  const prev = "prev" in record ? record.prev : undefined;
  return { seq: record.seq, room: roomOf(record), prev, record };
};
