import type { Locale, RecordDraft } from "@beseda/protocol";
import type { RoomBounds } from "./opened-rooms.ts";
import type { RoomLooks } from "./room-names.ts";
import type { ChatFacts } from "./state.ts";

/** What a decision has to know besides the state. */
export interface Circumstances {
  /** Of the server's own words in the log. */
  readonly locale: Locale;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** For whom a name, or one that looks the same, is kept here until it is registered (IDN-8). @default nobody */
  readonly keptFor?: ((name: string) => string | undefined) | undefined;
  /** How many rooms one person may have opened. @default any number */
  readonly roomBounds?: RoomBounds | undefined;
  /** What rooms look like, kept from one decision to the next. */
  readonly roomLooks?: RoomLooks | undefined;
}

/**
 * What follows from a command: the records to append, none where nothing changes. Pure.
 * @throws {ChatError} a refusal, for the person to read
 */
export type Decision<Asked> = (
  state: ChatFacts,
  command: Asked,
  circumstances: Circumstances,
) => readonly RecordDraft[];
