import { ChatError, isAtLeast } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import type { ChatFacts } from "./state.ts";

/** How many rooms one person may have opened (ROOM-1). */
export interface RoomBounds {
  /** Rooms of a guest, including archived ones: a person without a password may be anybody. */
  readonly guest: number;
  /** Rooms of an account, without archived ones. */
  readonly account: number;
}

/** @throws {ChatError} `too-many-rooms` */
export const refuseMoreRooms = (
  state: ChatFacts,
  { client_id, role = "guest" }: Actor,
  bounds: RoomBounds | undefined,
): void => {
  if (!bounds || isAtLeast(role, "moderator")) return;
  const { guest, account } = bounds;
  const opened = state.opened.get(client_id) ?? 0;
  const most = role === "guest" ? guest : account;
  if (opened < most) return;
  // Rooms are counted only at the bound: there may be many of them.
  if (role !== "guest" && openOf(state, client_id) < most) return;
  throw new ChatError("too-many-rooms", most, role === "guest");
};

const openOf = ({ rooms }: ChatFacts, clientId: string): number => {
  let open = 0;
  for (const name of rooms.keys()) {
    const room = rooms.get(name);
    if (room && !room.archived && room.roles.get(clientId) === "owner") open += 1;
  }
  return open;
};
