import type { AnyRecord, RecordOf } from "@beseda/protocol";

/** The fields that identify a message, and whom it mentions. */
export type MessageHead = Pick<
  RecordOf<"message">,
  "seq" | "time" | "room" | "client_id" | "id" | "mentions"
>;

/**
 * A state folded from the records of a log, which can be rebuilt from them: who is where, which ids exist,
 * which records a room has. It is rebuilt at every open and checkpointed beside the log, so that a start does
 * not read a million records again. The log calls `apply` once for each record, in `seq` order, first while
 * it opens, then as records become durable, before anybody is notified of them.
 */
export interface Projection {
  /** Unique among the projections of a log; a change of `version` discards the saved state. */
  readonly name: string;
  readonly version: number;
  /** MUST NOT throw, whatever the record is: the log would end. */
  apply(record: AnyRecord): void;
  /**
   * Replaces `apply` for a message while the log opens, if every projection of the log has it: reading only
   * the head of a message takes a third of the time. MUST lead to the same state.
   * @default every message is read as a whole
   */
  applyMessage?(message: MessageHead): void;
  /** The state as bytes that `load` understands, and that nothing else keeps: they are freed once saved. */
  save(): Uint8Array;
  /**
   * Replaces the state of a new projection, which owns the bytes from now on. MUST throw on bytes that it
   * does not understand: the log then rebuilds from the first record.
   */
  load(bytes: Uint8Array): void;
}
