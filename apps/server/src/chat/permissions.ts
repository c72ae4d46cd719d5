import { ChatError, isAtLeast, isDirectRoom, isPrivateRoom, lobby, type Role } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import type { ChatFacts } from "./state.ts";

export type RoomKind = "lobby" | "public" | "private" | "direct";

/** The lowest role required, in each kind of room. */
type InRooms = Readonly<Record<RoomKind, Role | "nobody">>;

const everywhere = (least: Role): InRooms => ({ lobby: least, public: least, private: least, direct: least });
const amongMany = (least: Role): InRooms => ({ ...everywhere(least), direct: "nobody" });

/**
 * The lowest role for each action in a room that somebody is in. A person who opened a room is its owner
 * there; a role on the server counts in every room that its holder is in, and lets nobody look into other
 * rooms.
 */
export const roomPermissions = {
  read: everywhere("guest"),
  say: everywhere("guest"),
  typing: everywhere("guest"),
  topic: everywhere("guest"),
  /** A private room is entered by invitation, a room of two by talking to the other person. */
  join: { lobby: "guest", public: "guest", private: "nobody", direct: "nobody" },
  leave: { ...everywhere("guest"), lobby: "nobody" },
  invite: { lobby: "nobody", public: "guest", private: "moderator", direct: "nobody" },
  /** Taking back an invitation that somebody else has made. */
  uninvite: { lobby: "nobody", public: "moderator", private: "moderator", direct: "nobody" },
  "uninvite-own": { ...amongMany("guest"), lobby: "nobody" },
  report: everywhere("guest"),
  /** Deciding about reports. A room of two has no moderator: those of the server decide. */
  reports: amongMany("moderator"),
  title: { ...amongMany("moderator"), lobby: "admin" },
  archive: { ...amongMany("admin"), lobby: "nobody" },
  kick: amongMany("moderator"),
  mute: amongMany("moderator"),
  slow: amongMany("moderator"),
  role: amongMany("admin"),
  delete: amongMany("moderator"),
  "delete-own": everywhere("guest"),
  edit: everywhere("guest"),
  react: everywhere("guest"),
  pin: { ...everywhere("moderator"), direct: "guest" },
} as const satisfies Readonly<Record<string, InRooms>>;
export type RoomAction = keyof typeof roomPermissions;

/** The lowest role for each action outside rooms. */
export const serverPermissions = {
  rename: "guest",
  create: "guest",
  direct: "guest",
  account: "guest",
  ban: "moderator",
  invitation: "admin",
  reset: "admin",
} as const satisfies Readonly<Record<string, Role>>;
export type ServerAction = keyof typeof serverPermissions;

export const kindOf = (room: string): RoomKind => {
  if (room === lobby) return "lobby";
  if (isDirectRoom(room)) return "direct";
  return isPrivateRoom(room) ? "private" : "public";
};

/** The role of somebody in a room: the higher of their role there and their role on the server. */
export const roleIn = (state: ChatFacts, { client_id, role = "guest" }: Actor, room: string): Role => {
  const there = state.rooms.get(room)?.roles.get(client_id) ?? "guest";
  return isAtLeast(there, role) ? there : role;
};

/** Whether a role is enough for an action in a kind of room. */
export const isPermitted = (role: Role, action: RoomAction, kind: RoomKind): boolean => {
  const least = roomPermissions[action][kind];
  return least !== "nobody" && isAtLeast(role, least);
};

/** @throws {ChatError} `not-permitted` */
export const permitIn = (
  state: ChatFacts,
  actor: Actor,
  [action, room]: readonly [RoomAction, string],
): void => {
  if (!isPermitted(roleIn(state, actor, room), action, kindOf(room))) throw new ChatError("not-permitted");
};

/** @throws {ChatError} `not-permitted` */
export const permit = ({ role = "guest" }: Pick<Actor, "role">, action: ServerAction): void => {
  if (!isAtLeast(role, serverPermissions[action])) throw new ChatError("not-permitted");
};
