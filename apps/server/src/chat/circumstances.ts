import type { Locale, RecordDraft } from "@beseda/protocol";
import type { RoomBounds } from "./opened-rooms.ts";
import type { RoomLooks } from "./room-names.ts";
import type { ChatFacts } from "./state.ts";

/** Everything that a decision depends on besides the state. */
export interface Circumstances {
  /** Language of the server's own words in the log. */
  readonly locale: Locale;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /**
   * The client for which a name, or one that looks the same, is kept here until registered (IDN-8).
   * @default nobody
   */
  readonly keptFor?: ((name: string) => string | undefined) | undefined;
  /** How many rooms one person may have opened. @default any number */
  readonly roomBounds?: RoomBounds | undefined;
  /** Keys of how room names look, kept from one decision to the next. */
  readonly roomLooks?: RoomLooks | undefined;
}

/**
 * Decides a command: returns the records to append, none if nothing changes. Pure.
 * @throws {ChatError} a refusal, for the person to read
 */
export type Decision<Asked> = (
  state: ChatFacts,
  command: Asked,
  circumstances: Circumstances,
) => readonly RecordDraft[];
