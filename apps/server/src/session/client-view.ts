import { isPrivateRoom, isReadWhole, lobby, type RoomInvitation } from "@beseda/protocol";
import { hasBlocked } from "../chat/block.ts";
import type { Chat } from "../chat/chat.ts";
import type { Actor } from "../chat/actor.ts";
import { receivedInvitations } from "../chat/invitation.ts";
import { mentionedIn } from "../chat/mention.ts";
import type { MembershipChange } from "../chat/membership-history.ts";
import { decides, reportsFor } from "../chat/report.ts";
import { holds, type Report } from "../chat/state.ts";

/** The chat as one client sees it at this moment: its rooms, what it may read, and what waits for it. */
export abstract class ClientView {
  readonly clientId: string;
  readonly #chat: Pick<Chat, "state" | "memberships">;

  constructor(clientId: string, chat: Pick<Chat, "state" | "memberships">) {
    this.clientId = clientId;
    this.#chat = chat;
  }

  /** The client that asks, with its role on the server at this moment. */
  abstract get actor(): Actor;

  /** The server's time, milliseconds since 1970. */
  abstract now(): number;

  get name(): string {
    return this.nameOf(this.clientId);
  }

  /** The name of a client while it is online, else its id. */
  nameOf(clientId: string): string {
    return this.#chat.state.online.get(clientId)?.name ?? clientId;
  }

  /** Names of the rooms that this client is a member of. */
  rooms(): readonly string[] {
    const { rooms } = this.#chat.state;
    return [...rooms.keys()].filter((name) => rooms.get(name)?.members.has(this.clientId));
  }

  /** `seq` from which this client may follow a room; undefined if it is not a member. */
  memberSince(room: string): number | undefined {
    return this.#chat.state.rooms.get(room)?.members.get(this.clientId);
  }

  /** The rooms that this client joined and left after a `seq`, oldest first. */
  membershipChanges(after: number): readonly MembershipChange[] {
    return this.#chat.memberships.changesOf(this.clientId, after);
  }

  /** Rooms that this client is invited to. */
  get receivedInvitations(): RoomInvitation[] {
    return receivedInvitations(this.#chat.state, this.clientId);
  }

  /** Whether a report waits for the decision of this client. */
  decidesAbout(report: Pick<Report, "in" | "client_id">): boolean {
    return decides(this.#chat.state, this.actor, report);
  }

  /** Open reports that this client decides about, the oldest first. */
  get openReports(): readonly Report[] {
    return reportsFor(this.#chat.state, this.actor);
  }

  /** Whether this client has blocked another (DIR-4). */
  hasBlocked(clientId: string): boolean {
    return hasBlocked(this.#chat.state, this.clientId, clientId);
  }

  /** Names that a text mentions, of people who do not see what is said in the room (MSG-5). */
  calledOutside(room: string, text: string): readonly string[] {
    return text.includes("@") ? mentionedIn(this.#chat.state, room, text).outsiders : [];
  }

  /**
   * `seq` from which this client may read the history of a room: all of a public one, and all of a room of
   * two, whose people were there from its beginning, even if they had left it for a time (DIR-3).
   */
  readableFrom(room: string): number {
    const since = this.memberSince(room);
    if (since === undefined && isPrivateRoom(room)) return Number.MAX_SAFE_INTEGER;
    return isReadWhole(room) ? 0 : (since ?? 0);
  }

  /** Whether this client is muted in the lobby, and so has no last words either. */
  get isMuted(): boolean {
    const mute = this.#chat.state.rooms.get(lobby)?.mutes.get(this.clientId);
    return mute !== undefined && holds(mute, this.now());
  }
}
