import { z } from "zod";

import { asItIsTaken, looksOf } from "./looks/looks.ts";
import { cleanName, cleanText, unseen, withoutUnseen } from "./looks/clean.ts";
import { cleanLine } from "./looks/line.ts";

export { cleanName, cleanText } from "./looks/clean.ts";
export { cleanLine, cleanLines } from "./looks/line.ts";

/** The room that every client is a member of. */
export const lobby = "lobby";

/** `client_id` of the server itself. */
export const serverId = "server";

/** Stands for all people where somebody could be named. */
export const everybody = "*";

/**
 * What two names are compared by: «Анна» and «анна» are one name, and so are names that look the same although their
 * letters are of different alphabets, or have something between them that nobody sees (NAM-2).
 */
export const nameKey = (name: string): string =>
  looksOf(asItIsTaken(withoutUnseen(cleanName(name)))).replaceAll(unseen, "");

/** What two rooms are compared by, when one is opened beside the other (NAM-5). */
export const roomKey = (room: string): string => looksOf(room.normalize("NFKC")).replaceAll(unseen, "");

/** Length as people count it, in code points. */
export const characters = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** A text never has more code points than units, and those need no counting: almost every text is short. */
const hasAtMost = (text: string, most: number): boolean => text.length <= most || characters(text) <= most;

const longestName = 32;

/** Name of somebody who is there already, or was: 1 to 32 characters after cleaning. What a new one has to keep besides is {@link nameProblem}. */
export const nameSchema = z
  .string()
  .max(1024)
  .transform(cleanName)
  .refine((name) => name.length > 0 && hasAtMost(name, longestName), {
    error: "a name has 1 to 32 visible characters",
  });

/** With what nobody has put on the list of look-alikes. */
const colon = /[:\u1361\u1365\u1366\u1804\u2982\uA6F4]/u;
/** Letters of a writing look like a colon to others, and are none among their own. */
const letterLikeColon =
  /(?<=\p{Script=Devanagari})\u0903|(?<=\p{Script=Gujarati})\u0A83|(?<=\p{Script=Lisu})\uA4FD/gu;
/** What a line, a command, or a place begins with; a letter never does, whatever it looks like (`ノ`). */
const start = /^[/#@*[\u266F\u2042\u2051\u2731\u2732\u273B-\u273D\u3010\u3014\u3016\u27E6]/u;

/** Why nobody can take a name. */
export type NameProblem = "unseen" | "long" | "colon" | "start";

/**
 * Why nobody can take a name (NAM-3); undefined for one that is good. Names that were given before a rule are kept: who
 * is asked for by a name, or logs in with it, is not held up by this.
 */
export const nameProblem = (typed: string): NameProblem | undefined => {
  const name = cleanName(typed);
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "unseen";
  if (!hasAtMost(name, longestName)) return "long";
  if (colon.test(looksOf(name.replaceAll(letterLikeColon, "")))) return "colon";
  return !/^\p{L}/u.test(name) && start.test(looksOf(name)) ? "start" : undefined;
};

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

/** Why something was done to somebody: one line, shown to them. */
export const reasonSchema = z
  .string()
  .max(1024)
  .transform((reason) => cleanLine(reason).replaceAll(/\s+/gu, " ").trim())
  .refine((reason) => hasAtMost(reason, 250), { error: "a reason has at most 250 characters" });

/** Password of an account; never kept, never in the log. */
export const passwordSchema = z
  .string()
  .min(8, { error: "a password has at least 8 characters" })
  .max(256, { error: "a password has at most 256 characters" })
  .transform((password) => password.normalize("NFKC"));

/** What somebody may do, from least to most; a guest has no account. */
export const roleSchema = z.enum(["guest", "member", "moderator", "admin", "owner"]);
export type Role = z.infer<typeof roleSchema>;

/** Whether `role` is `least` or more. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  roleSchema.options.indexOf(role) >= roleSchema.options.indexOf(least);

/** Idempotency key made by the sending client, unique for that client. */
export const idSchema = z
  .string()
  .regex(/^[\w.:-]{1,64}$/u, { error: "an id has 1 to 64 of A-Z, a-z, 0-9, _, -, . and :" });

/** What a person says, 1 to 4,000 characters after cleaning. */
export const textSchema = z
  .string()
  .max(16_384)
  .transform(cleanText)
  .refine((text) => text.trim().length > 0, { error: "a message has at least one visible character" })
  .refine((text) => hasAtMost(text, 4000), { error: "a message has at most 4000 characters" });

/** Topic of a room: one line, at most 250 characters after cleaning; empty for none. */
export const topicSchema = z
  .string()
  .max(1024)
  .transform((topic) => cleanLine(topic).replaceAll(/\s+/gu, " ").trim())
  .refine((topic) => hasAtMost(topic, 250), { error: "a topic has at most 250 characters" });

/** Position in the log: 1, 2, 3 …; 0 is before the first record. */
export const seqSchema = z.int().min(0);

/** How a client is connected. */
export const viaSchema = z.enum(["trpc", "text", "tcp"]);
export type Via = z.infer<typeof viaSchema>;

export const locales = ["ru", "en"] as const;
export const localeSchema = z.enum(locales);
/** The languages that Beseda speaks. */
export type Locale = z.infer<typeof localeSchema>;
