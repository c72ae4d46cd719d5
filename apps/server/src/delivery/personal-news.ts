import type { ChatRecord, Person, RoomInvitation, UnknownRecord } from "@beseda/protocol";
import { isOf } from "@beseda/protocol";
import type { Signals } from "./signals.ts";

/** Somebody was reported, in a room. */
interface Reported {
  readonly in: string;
  readonly client_id: string;
}

export interface PersonalNewsParts {
  readonly signals: Signals;
  readonly invitationsOf: (clientId: string) => RoomInvitation[];
  readonly blockedBy: (clientId: string) => readonly Person[];
  /** People who have an invitation as this begins. */
  readonly invited: Iterable<string>;
  /** Those online who decide about a report, and how many wait for each of them, by `client_id`. */
  readonly deciders: (report: Reported) => Iterable<readonly [string, number]>;
}

/**
 * News that concern one person alone, and so are in none of their rooms: invitations, blocks, reports (DIR-2, DIR-4,
 * DIR-5). A signal has the whole of a kind, so that the newest is enough, and a lost one is made good by the next greeting.
 * All of it follows from the log: every node tells its own readers.
 */
export class PersonalNews {
  readonly #parts: PersonalNewsParts;
  /** People who were told of an invitation. */
  readonly #invited: Set<string>;

  constructor(parts: PersonalNewsParts) {
    this.#parts = parts;
    this.#invited = new Set(parts.invited);
  }

  /** Looks at what has become durable. */
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

/** A room that somebody was invited to has another name, or the invitation may have gone with its author. */
const changesInvitations = (record: ChatRecord | UnknownRecord): boolean =>
  (isOf(record, "room-changed") && record.title !== undefined) ||
  (isOf(record, "left") && record.by !== undefined) ||
  (isOf(record, "moderated") && record.action === "ban");
