import type { AnyRecord, RecordOf } from "@beseda/protocol";

/** What a message is known by. */
export type MessageHead = Pick<RecordOf<"message">, "seq" | "time" | "room" | "client_id" | "id">;

/**
 * Whatever is folded from the records of a log, and can be made anew from them: who is where, which ids there are, which
 * records a room has. It is rebuilt at every open and checkpointed beside the log, so that a start does not read a
 * million records again. The log calls `apply` once for each record, in `seq` order, first while it opens, then as
 * records become durable, before anybody is told of them.
 */
export interface Projection {
  /** Unique among the projections of a log; a change of `version` discards the saved state. */
  readonly name: string;
  readonly version: number;
  /** MUST NOT throw, whatever the record is: the log would end. */
  apply(record: AnyRecord): void;
  /**
   * Stands in for `apply` of a message while the log opens, where every projection of the log has it: to read no more
   * of a message takes a third of the time. MUST leave the same state behind.
   * @default every message is read as a whole
   */
  applyMessage?(message: MessageHead): void;
  /** The state as bytes that `load` understands, and that nobody else keeps: their memory is given back once saved. */
  save(): Uint8Array;
  /**
   * Replaces the state of a new projection; the bytes are its own from now on. MUST throw on bytes that it does not
   * understand: the log then rebuilds from the first record.
   */
  load(bytes: Uint8Array): void;
}
