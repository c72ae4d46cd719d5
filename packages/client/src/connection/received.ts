import { recordSchema, roomOf, unknownRecordSchema } from "@beseda/protocol";
import type { ReceivedRecord } from "./connection.ts";

/**
 * Takes a record from the wire. A type or a field of a newer server, which this version does not understand, keeps its
 * place in the chain and is not shown: one strange record does not stop a chat.
 * @throws {z.ZodError} for what is not a record at all
 */
export const receivedFrom = (value: unknown): ReceivedRecord => {
  const common = unknownRecordSchema.parse(value);
  return {
    seq: common.seq,
    room: roomOf(common),
    prev: common.prev,
    record: recordSchema.safeParse(value).data,
  };
};
