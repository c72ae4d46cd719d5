import { randomBytes } from "node:crypto";
import {
  ChatError,
  directRoomOf,
  familiarPlaceOf,
  isDirectRoom,
  isPrivateRoom,
  lobby,
  nameKey,
  onPage,
  privateRoomOf,
  type InvitationList,
  type RoomListing,
  type RoomSummary,
} from "@beseda/protocol";
import type { LogReader, LogEntry, ReadHistory } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import { hasOtherLeft } from "../chat/block.ts";
import { invitationsBy, openInvitations, receivedInvitations } from "../chat/consent.ts";
import { memberRoom, onlineClient } from "../chat/standing.ts";
import type { Room } from "../chat/state.ts";
import { anybodyOf, type Office } from "./office.ts";
import type { Principal } from "./principal.ts";

export interface MembershipParts {
  readonly session: Principal;
  readonly chat: Chat;
  readonly log: LogReader;
  readonly office: Office;
}

/** Which part of the list of rooms is asked for. */
export interface RoomsPage {
  /** Only rooms whose newest record is before this `seq`. */
  readonly before?: number | undefined;
  /** At most so many, and so many bytes of JSON. */
  readonly most: number;
  readonly bytes: number;
}

interface RoomsFound {
  readonly rooms: readonly RoomSummary[];
  /** Where there are more: what to ask for them with. */
  readonly before?: number;
}

/** Behind which `seq` a page of history begins; 0 where it begins with the room's first record. */
export const beginningOf = ([first]: readonly LogEntry[]): number =>
  first && "prev" in first.record && typeof first.record.prev === "number" ? first.record.prev : 0;

/** The rooms of one session's client: which there are, coming and going, what is in them. */
export class Membership {
  readonly #session: Principal;
  readonly #chat: Chat;
  readonly #log: LogReader;
  readonly #office: Office;

  constructor({ session, chat, log, office }: MembershipParts) {
    this.#session = session;
    this.#chat = chat;
    this.#log = log;
    this.#office = office;
  }

  /** A private room that one is invited to also without the end of its name, `~книги`. */
  async join(wanted: string): Promise<RoomSummary> {
    const room = this.#meant(wanted);
    // A room that is not there is opened, and stays as any other (LIM-1).
    if (!this.#chat.state.rooms.get(room)) this.#session.turnstile.command("open");
    await this.#chat.execute({ kind: "join", actor: this.#session.actor, room });
    return this.summary(room);
  }

  /** Refuses an invitation. */
  async decline(wanted: string): Promise<void> {
    const room = this.#meant(wanted);
    await this.#chat.execute({ kind: "decline", actor: this.#session.actor, room });
  }

  async leave(room: string): Promise<void> {
    await this.#chat.execute({ kind: "leave", actor: this.#session.actor, room });
  }

  /** Sets the topic of a room; an empty one takes it away. */
  async setTopic(room: string, topic: string): Promise<RoomSummary> {
    await this.#chat.execute({ kind: "topic", actor: this.#session.actor, room, topic });
    return this.summary(room);
  }

  /** Opens a room and becomes its owner. Of a private one the name ends in random characters. */
  async create(name: string, isPrivate: boolean): Promise<RoomSummary> {
    const room = isPrivate ? privateRoomOf(name, randomBytes(6).toString("hex")) : name;
    const title = isPrivate ? { title: name } : {};
    await this.#chat.execute({ kind: "create", actor: this.#session.actor, room, ...title });
    return this.summary(room);
  }

  async setTitle(room: string, title: string): Promise<RoomSummary> {
    await this.#chat.execute({ kind: "title", actor: this.#session.actor, room, title });
    return this.summary(room);
  }

  async archive(room: string, archived: boolean): Promise<RoomSummary> {
    await this.#chat.execute({ kind: "archive", actor: this.#session.actor, room, archived });
    return this.summary(room);
  }

  /** Asks somebody into a room, by name or `client_id`; whether they are here or not. */
  async invite(wanted: string, name: string): Promise<void> {
    const room = this.#meant(wanted);
    memberRoom(this.#chat.state, this.#session.actor, room);
    const target = await anybodyOf(this.#office, name);
    await this.#chat.execute({ kind: "invite", actor: this.#session.actor, room, target });
  }

  /** Takes an invitation back. */
  async uninvite(wanted: string, name: string): Promise<void> {
    const room = this.#meant(wanted);
    const { state } = this.#chat;
    memberRoom(state, this.#session.actor, room);
    const made = invitationsBy(state, this.#session.clientId).find(
      (invitation) => invitation.room === room && nameKey(invitation.name) === nameKey(name),
    );
    const target = made ?? (await anybodyOf(this.#office, name));
    await this.#chat.execute({ kind: "uninvite", actor: this.#session.actor, room, target });
  }

  /** Open invitations: that one got, and that one made. */
  invitations(): InvitationList {
    const { state } = this.#chat;
    const { clientId } = this.#session;
    return {
      received: receivedInvitations(state, clientId),
      made: [...invitationsBy(state, clientId)],
    };
  }

  /** The room that somebody means: one of theirs, or one that they are invited to, by what people call it. */
  #meant(wanted: string): string {
    const { state } = this.#chat;
    if (!wanted.startsWith("~") || state.rooms.has(wanted)) return wanted;
    const { clientId } = this.#session;
    const known = [...this.#session.rooms(), ...openInvitations(state, clientId).map(({ room }) => room)];
    const meant = known.filter((room) => familiarPlaceOf(room) === wanted);
    return meant.length === 1 ? (meant[0] ?? wanted) : wanted;
  }

  /** The private room with a person who is online, by name or `client_id`; opens it where there is none yet. */
  async direct(name: string): Promise<RoomSummary> {
    const { actor } = this.#session;
    await this.#chat.execute({ kind: "direct", actor, name });
    const other = onlineClient(this.#chat.state, name);
    if (other === undefined) throw new ChatError("nobody", name);
    return this.summary(directRoomOf(actor.client_id, other));
  }

  /** Every room that somebody is in and that can be joined by its name; of what everybody has left nobody reads here. */
  directory(page = 1): readonly RoomListing[] {
    const { clientId } = this.#session;
    const all = [...this.#chat.state.rooms]
      .filter(([name, room]) => name === lobby || room.members.size > 0)
      .filter(([name, room]) => !isPrivateRoom(name) || (!isDirectRoom(name) && room.members.has(clientId)));
    return onPage("rooms", all, page).map(([name, room]) => ({
      room: name,
      topic: room.topic,
      members: this.#online(room).length,
      member: room.members.has(clientId),
    }));
  }

  /**
   * Records of a room before a place, oldest first.
   * @throws {ChatError} where the room is not for this client
   */
  async history(query: ReadHistory): Promise<readonly LogEntry[]> {
    const session = this.#session;
    memberRoom(this.#chat.state, session.actor, query.room);
    const entries = await this.#log.history(query);
    // Asked after the wait: who was removed meanwhile gets nothing.
    const from = session.memberSince(query.room) === undefined ? Infinity : session.readableFrom(query.room);
    return entries.filter(({ seq }) => seq >= from);
  }

  /** The rooms of this client: all of them, or, where that is too much, those with the newest records. */
  summaries({ before = Infinity, most, bytes }: RoomsPage): RoomsFound {
    const session = this.#session;
    const all = session.rooms().filter((room) => this.#log.lastOf(room) < before);
    const newest = all.toSorted((one, other) => this.#log.lastOf(other) - this.#log.lastOf(one));
    const page: RoomSummary[] = [];
    let rest = bytes;
    for (const room of newest.slice(0, most)) {
      const summary = this.summary(room);
      rest -= Buffer.byteLength(JSON.stringify(summary));
      if (rest < 0 && page.length > 0) break;
      page.push(summary);
    }
    const last = page.at(-1)?.last;
    if (page.length < all.length && last !== undefined) return { rooms: page, before: last };
    const place = new Map(all.map((room, index) => [room, index]));
    return {
      rooms: page.toSorted((one, other) => (place.get(one.room) ?? 0) - (place.get(other.room) ?? 0)),
    };
  }

  /** @throws {ChatError} where the room is not for this client */
  summary(name: string): RoomSummary {
    const room = memberRoom(this.#chat.state, this.#session.actor, name);
    return {
      room: name,
      ...(room.title !== "" && { title: room.title }),
      ...(room.archived && { archived: true }),
      ...(hasOtherLeft(this.#chat.state, name, this.#session.clientId) && { other_left: true }),
      topic: room.topic,
      members: this.members(name).length,
      last: this.#log.lastOf(name),
    };
  }

  /** Members of a room that are online. */
  members(name: string): readonly { client_id: string; name: string }[] {
    return this.#online(memberRoom(this.#chat.state, this.#session.actor, name));
  }

  #online({ members }: Room): readonly { client_id: string; name: string }[] {
    const { online } = this.#chat.state;
    return [...members.keys()].flatMap((client_id) => {
      const client = online.get(client_id);
      return client ? [{ client_id, name: client.name }] : [];
    });
  }
}
