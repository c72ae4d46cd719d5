import { isOf, type AnyRecord } from "@beseda/protocol";
import type { EventLog, RedactionKey } from "@beseda/log";
import type { ChatState } from "./state.ts";

export interface RedactedTextParts {
  readonly log: EventLog;
  readonly state: () => ChatState;
  /** The key that digests were made with; undefined if it is lost. */
  readonly redactionKey: () => Promise<RedactionKey | undefined>;
}

/**
 * The record that a text may have left, as it was before redaction (DEL-1, LOG-17): a redacted record has a
 * digest, which proves the text of a client that sends it again. If the key is lost nobody can tell, and the
 * text is taken to be the same: a client that repeats itself is the likely case, and a conflict would make it
 * send for ever.
 */
export const asItWasSaid = async (
  { log, state, redactionKey }: RedactedTextParts,
  record: AnyRecord,
  text: string,
): Promise<AnyRecord> => {
  const by = state().deleted.get(record.seq);
  if (by === undefined || record.message === text) return record;
  const [entry] = await log.read({ after: by - 1, limit: 1 });
  if (!entry || !isOf(entry.record, "redacted") || entry.record.target !== record.seq) return record;
  const key = await redactionKey();
  return key?.proves(entry.record.digest, record.seq, text) === false ? record : { ...record, message: text };
};
