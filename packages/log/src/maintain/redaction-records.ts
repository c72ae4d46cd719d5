import { type AnyRecord, isOf, type RecordDraft } from "@beseda/protocol";
import type { RedactionKey } from "./redaction-key.ts";

/** Returns the record `redacted` of a record whose text is removed; nothing for one of no room (LOG-18). */
export const redactedRecord = (
  record: AnyRecord,
  key: RedactionKey,
  message: string,
): readonly RecordDraft[] => {
  const { seq, client_id } = record;
  if (!("room" in record) || typeof record.room !== "string") return [];
  const name = "name" in record && typeof record.name === "string" ? record.name : client_id;
  const digest = key.digestOf(seq, saidIn(record));
  return [
    { type: "redacted", room: record.room, client_id, name, target: seq, digest, sender: "server", message },
  ];
};

/** What the digest of a record is made of; of a file also what tells it from others. */
const saidIn = (record: AnyRecord): string =>
  isOf(record, "file") ? [record.file?.sha256, record.file?.name, record.message].join("\n") : record.message;
