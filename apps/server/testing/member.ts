import { isOf, isPrivateRoom, isReadWhole } from "@beseda/protocol";
import type { Actor } from "../src/chat/actor.ts";
import type { MembershipChange } from "../src/chat/membership-history.ts";
import type { Chat } from "../src/chat/chat.ts";
import type { Reader } from "../src/delivery/reader.ts";

/** A member of a chat without a socket: the parts of a session that delivery uses. */
export class Member implements Reader {
  readonly clientId: string;
  readonly actor: Actor;
  /** The chat; a different one after a restart. */
  chat: Chat;

  private constructor(chat: Chat, actor: Actor) {
    this.chat = chat;
    this.actor = actor;
    this.clientId = actor.client_id;
  }

  static async come(chat: Chat): Promise<Member> {
    const [entry] = await chat.execute({ kind: "connect", via: "trpc", greeting: "!" });
    if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
    const { client_id, session } = entry.record;
    // The owner of the server may remove anybody from a public room.
    return new Member(chat, { client_id, session, ...(client_id === "Client_1" && { role: "owner" }) });
  }

  rooms(): readonly string[] {
    return [...this.chat.state.rooms.keys()].filter((room) => this.memberSince(room) !== undefined);
  }

  memberSince(room: string): number | undefined {
    return this.chat.state.rooms.get(room)?.members.get(this.clientId);
  }

  readableFrom(room: string): number {
    const since = this.memberSince(room);
    if (since === undefined && isPrivateRoom(room)) return Number.MAX_SAFE_INTEGER;
    return isReadWhole(room) ? 0 : (since ?? 0);
  }

  membershipChanges(after: number): readonly MembershipChange[] {
    return this.chat.memberships.changesOf(this.clientId, after);
  }
}
