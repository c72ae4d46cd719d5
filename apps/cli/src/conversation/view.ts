import type { ConnectionState, TimelineMessage } from "@beseda/client";
import type { Entry } from "./entry.ts";

export interface OtherRoom {
  /** The room's display name, such as `@Борис`. */
  readonly place: string;
  /** 100 stands for more than 99. */
  readonly unread: number;
  /** The number of those that mention the person. */
  readonly mentions: number;
}

/** The conversation as a person sees it at one moment. Immutable; unchanged parts keep their identity. */
export interface View {
  readonly room: string;
  /** The room's display name, such as `#lobby`. */
  readonly place: string;
  /** Names of others who type in it. */
  readonly typing: readonly string[];
  /** The name that the person speaks under; `clientId` is the identity. */
  readonly name: string;
  readonly clientId: string;
  /** The transcript so far; it only grows. */
  readonly entries: readonly Entry[];
  /** Own messages of this room that are on their way. */
  readonly pending: readonly TimelineMessage[];
  readonly connection: ConnectionState;
  /** Own messages of all rooms that are not acknowledged: on their way, or failed. */
  readonly unsent: number;
  /** Refused commands among the unsent: a note reports each. */
  readonly toldAsRefused: number;
  /** Own messages of all rooms that are on their way. */
  readonly waiting: number;
  /** Whether the person is in the room, with a connection. */
  readonly isThere: boolean;
  /** Members of this room; undefined until the server has said. */
  readonly people: number | undefined;
  /** Other rooms with something new. */
  readonly others: readonly OtherRoom[];
  /** The number of rooms that the person is invited to. */
  readonly invitations: number;
  /** The number of reports that wait for the person's decision as a moderator. */
  readonly reports: number;
  /** The number of characters that a message may have. */
  readonly limit: number;
  /** Whether the session is ending or has ended: nothing more can be written. */
  readonly isOver: boolean;
}
