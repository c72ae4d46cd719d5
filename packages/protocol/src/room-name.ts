import { z } from "zod";
import { unseen } from "./looks/clean.ts";
import { looksOf } from "./looks/looks.ts";

/** The room that every client is a member of. */
export const lobby = "lobby";

/** Returns the key by which a room that is opened is compared with another (NAM-5). */
export const roomKey = (room: string): string => looksOf(room.normalize("NFKC")).replaceAll(unseen, "");

/** Room name: 1 to 32 letters and digits of any alphabet, `_`, `-` and `.`; at least one letter or digit. */
export const roomNameSchema = z
  .string()
  .max(64)
  .regex(/^(?=.*[\p{L}\p{N}])(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{N}_.-]{1,32}$/u, {
    error: "a room name has 1 to 32 letters, digits, _, - or .",
  });

const directRoom = /^@[\w-]{1,32}\+[\w-]{1,32}$/u;

/** Returns the private room of two clients: one name for both of them. */
export const directRoomOf = (one: string, other: string): string =>
  `@${[one, other].sort((first, second) => first.length - second.length || (first < second ? -1 : 1)).join("+")}`;

/** Whether a room is the private room of two clients. */
export const isDirectRoom = (room: string): boolean => directRoom.test(room);

/**
 * Whether only its members may know of a room. The name alone shows it: `@` for the room of two, `~` for a
 * private room, whose name ends in random characters, so that opening one of the same name does not reveal
 * that it exists.
 */
export const isPrivateRoom = (room: string): boolean => room.startsWith("~") || room.startsWith("@");

/** Whether members read a room from its beginning (DIR-3), not from the record that made them members. */
export const isReadWhole = (room: string): boolean => !isPrivateRoom(room) || isDirectRoom(room);

/** Returns a room as it is written in a sentence: `#lobby`, but `~книги-0123456789ab` and `@Борис`. */
export const placeOf = (room: string): string => (isPrivateRoom(room) ? room : `#${room}`);

/** Returns a room as people call it: as `placeOf`, but `~книги` without the random, hard-to-remember end. */
export const familiarPlaceOf = (room: string): string =>
  room.startsWith("~") ? room.replace(/-[0-9a-z]{6,}$/iu, "") : placeOf(room);

/** Returns the name of a new private room. `suffix` is random: 6 or more letters or digits. */
export const privateRoomOf = (name: string, suffix: string): string => `~${name}-${suffix}`;

/** Name of an existing room: one that can be joined by its name, a private one, or that of two. */
export const knownRoomSchema = z
  .string()
  .max(66)
  .regex(/^(?:[\p{L}\p{N}_.-]{1,32}|~[\p{L}\p{N}_.-]{1,48}|@[\w-]{1,32}\+[\w-]{1,32})$/u, {
    error: "a room name has 1 to 32 letters, digits, _, - or .",
  });
