import type { ChatRecord, Person, RoomInvitation, UnknownRecord } from "@beseda/protocol";
import { isOf } from "@beseda/protocol";
import type { Signals } from "./signals.ts";

/** A report on somebody in a room. */
interface Reported {
  readonly in: string;
  readonly client_id: string;
}

export interface PersonalNewsParts {
  readonly signals: Signals;
  readonly invitationsOf: (clientId: string) => RoomInvitation[];
  readonly blockedBy: (clientId: string) => readonly Person[];
  /** The people who have an invitation at the start. */
  readonly invited: Iterable<string>;
  /**
   * Returns the people online who decide about a report, by `client_id`, with the number of reports that wait
   * for each.
   */
  readonly deciders: (report: Reported) => Iterable<readonly [string, number]>;
}

/**
 * Sends news that concerns one person alone, and so is in none of their rooms: invitations, blocks, reports
 * (DIR-2, DIR-4, DIR-5). A signal holds the whole state of its kind, so that the newest is enough, and the
 * next greeting makes up for a lost one. All of it follows from the log: each node informs its own readers.
 */
export class PersonalNews {
  readonly #parts: PersonalNewsParts;
  /** The people who were told of an invitation. */
  readonly #invited: Set<string>;

  constructor(parts: PersonalNewsParts) {
    this.#parts = parts;
    this.#invited = new Set(parts.invited);
  }

  /** Processes a record that has become durable. */
  follow(record: ChatRecord | UnknownRecord): void {
    const { client_id } = record;
    switch (record.type) {
      case "message":
        return;
      case "invited":
      case "declined":
      case "invitation-withdrawn":
        return this.#tellInvitations(client_id);
      case "joined":
        if (this.#invited.has(client_id)) this.#tellInvitations(client_id);
        return;
      default:
        this.#followOther(record);
    }
  }

  #followOther(record: ChatRecord | UnknownRecord): void {
    const { client_id } = record;
    const { signals, blockedBy, deciders } = this.#parts;
    if (isOf(record, "blocked") || isOf(record, "unblocked"))
      signals.tell({ kind: "blocked", client_id, blocked: [...blockedBy(client_id)] });
    if (isOf(record, "reported") || isOf(record, "report-resolved"))
      for (const [moderator, reports] of deciders(record))
        signals.tell({ kind: "reports", client_id: moderator, reports });
    if (changesInvitations(record)) for (const invited of this.#invited) this.#tellInvitations(invited);
  }

  #tellInvitations(clientId: string): void {
    const invitations = this.#parts.invitationsOf(clientId);
    if (invitations.length > 0) this.#invited.add(clientId);
    else this.#invited.delete(clientId);
    this.#parts.signals.tell({ kind: "invitations", client_id: clientId, invitations });
  }
}

/**
 * Tells whether a record changes invitations: a room that somebody was invited to is renamed, or an
 * invitation may be gone with its author.
 */
const changesInvitations = (record: ChatRecord | UnknownRecord): boolean =>
  (isOf(record, "room-changed") && record.title !== undefined) ||
  (isOf(record, "left") && record.by !== undefined) ||
  (isOf(record, "moderated") && record.action === "ban");
