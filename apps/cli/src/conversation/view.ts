import type { ConnectionState, TimelineMessage } from "@beseda/client";
import type { Entry } from "./entry.ts";

export interface OtherRoom {
  /** What it is called, such as `@Борис`. */
  readonly place: string;
  readonly unread: number;
}

/** What a person sees of the conversation at one moment. Immutable; unchanged parts keep their identity. */
export interface View {
  readonly room: string;
  /** What it is called, such as `#lobby`. */
  readonly place: string;
  /** Names of others who type in it. */
  readonly typing: readonly string[];
  /** Under which name and identity one speaks. */
  readonly name: string;
  readonly clientId: string;
  /** The transcript so far; it only grows. */
  readonly entries: readonly Entry[];
  /** Own messages of this room that are on their way. */
  readonly pending: readonly TimelineMessage[];
  readonly connection: ConnectionState;
  /** Own messages of all rooms that are not acknowledged: on their way, or failed. */
  readonly unsent: number;
  /** Of those unsent, refused commands: a note says so of each. */
  readonly toldAsRefused: number;
  /** Own messages of all rooms that are on their way. */
  readonly waiting: number;
  /** Whether one is in the room, with a connection. */
  readonly isThere: boolean;
  /** Members of this room; undefined until the server has said. */
  readonly people: number | undefined;
  /** Other rooms with something new. */
  readonly others: readonly OtherRoom[];
  /** Rooms that one is invited to. */
  readonly invitations: number;
  /** Reports that wait for one's decision as a moderator. */
  readonly reports: number;
  /** Characters that a message may have. */
  readonly limit: number;
  /** Whether the session is ending or has ended: nothing more can be written. */
  readonly isOver: boolean;
}
