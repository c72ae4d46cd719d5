import type { ChatRecord, RecordDraft } from "@beseda/protocol";

/** A record, or a draft of one whose `seq` and `time` the log has yet to give. */
export type Fact = ChatRecord | RecordDraft;
export type FactOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>;

/** `seq` of a fact; one that has none yet comes after all that have one. */
export const positionOf = (fact: Fact): number => ("seq" in fact ? fact.seq : Number.MAX_SAFE_INTEGER);
/** Time of a fact, ISO 8601; empty if the log has yet to give it: it counts as of now. */
export const timeOf = (fact: Fact): string => ("time" in fact ? fact.time : "");
