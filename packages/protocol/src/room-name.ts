import { z } from "zod";
import { unseen } from "./looks/clean.ts";
import { looksOf } from "./looks/looks.ts";

/** The room that every client is a member of. */
export const lobby = "lobby";

/** What two rooms are compared by, when one is opened beside the other (NAM-5). */
export const roomKey = (room: string): string => looksOf(room.normalize("NFKC")).replaceAll(unseen, "");

/** Room name: letters, digits, `_`, `-`, `.` of any alphabet, at least one a letter or a digit, 1 to 32 characters. */
export const roomNameSchema = z
  .string()
  .max(64)
  .regex(/^(?=.*[\p{L}\p{N}])(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{N}_.-]{1,32}$/u, {
    error: "a room name has 1 to 32 letters, digits, _, - or .",
  });

const directRoom = /^@[\w-]{1,32}\+[\w-]{1,32}$/u;

/** The private room of two clients: one name for both of them. */
export const directRoomOf = (one: string, other: string): string =>
  `@${[one, other].sort((first, second) => first.length - second.length || (first < second ? -1 : 1)).join("+")}`;

/** Whether a room is the private room of two clients. */
export const isDirectRoom = (room: string): boolean => directRoom.test(room);

/**
 * Whether only its members may know of a room. The name alone tells: `@` for the room of two, `~` for a private room,
 * whose name ends in random characters, so that nobody finds out by opening one of the same name that it is there.
 */
export const isPrivateRoom = (room: string): boolean => room.startsWith("~") || room.startsWith("@");

/** Whether its members read a room from its beginning (DIR-3), and not from the record with which they became one. */
export const isReadWhole = (room: string): boolean => !isPrivateRoom(room) || isDirectRoom(room);

/** How a room is written in a sentence: `#lobby`, but `~книги-0123456789ab` and `@Борис`. */
export const placeOf = (room: string): string => (isPrivateRoom(room) ? room : `#${room}`);

/** What people call a room: as `placeOf`, but `~книги` without the random end that nobody can remember. */
export const familiarPlaceOf = (room: string): string =>
  room.startsWith("~") ? room.replace(/-[0-9a-z]{6,}$/iu, "") : placeOf(room);

/** The name of a new private room. `suffix` is random: 6 or more letters or digits. */
export const privateRoomOf = (name: string, suffix: string): string => `~${name}-${suffix}`;

/** Name of a room that is there already: one that can be joined by its name, a private one, or that of two. */
export const knownRoomSchema = z
  .string()
  .max(66)
  .regex(/^(?:[\p{L}\p{N}_.-]{1,32}|~[\p{L}\p{N}_.-]{1,48}|@[\w-]{1,32}\+[\w-]{1,32})$/u, {
    error: "a room name has 1 to 32 letters, digits, _, - or .",
  });
