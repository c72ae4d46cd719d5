import { isOf, type AnyRecord } from "@beseda/protocol";
import type { EventLog, RedactionKey } from "@beseda/log";
import type { ChatState } from "./state.ts";

export interface RedactedTextParts {
  readonly log: EventLog;
  readonly state: () => ChatState;
  /** The key that digests were made with; undefined where it is lost. */
  readonly redactionKey: () => Promise<RedactionKey | undefined>;
}

/**
 * The record that a text may have left, as it was when it was said (DEL-1, LOG-17): what was redacted has a digest, which
 * proves the text of whoever sends it again. Where the key is lost nobody can tell, and it is believed to be the same: a
 * client that repeats itself is what happens, and a conflict would have it send for ever.
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
