import type { ChatRecord, RecordDraft } from "@beseda/protocol";

/** A record, or a draft of one whose `seq` and `time` the log has yet to give. */
export type Fact = ChatRecord | RecordDraft;
export type FactOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>;

/** `seq` of a fact; one that has none yet comes behind all that have. */
export const positionOf = (fact: Fact): number => ("seq" in fact ? fact.seq : Number.MAX_SAFE_INTEGER);
/** ISO 8601; empty where the log has yet to give it: of this moment. */
export const timeOf = (fact: Fact): string => ("time" in fact ? fact.time : "");
