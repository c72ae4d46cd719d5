import { z } from "zod";
import { invitationCodeSchema, recoverSchema, reportInputSchema } from "../command.ts";
import {
  everybody,
  knownRoomSchema,
  nameSchema,
  passwordSchema,
  reasonSchema,
  roleSchema,
  roomNameSchema,
  seqSchema,
  topicSchema,
} from "../names.ts";
import { banScopeSchema, type BanScope } from "../record.ts";

/** What stands behind the commands of accounts, rooms and moderation. */

const nameFirst = /^(?:"(?<straight>[^"]+)"|«(?<angled>[^»]+)»|(?<word>\S+))(?:\s+(?<rest>[^]+))?$/u;

/** A name, in quotes where it has spaces, and what stands behind it. */
const split = (text: string): { readonly name: string; readonly rest: string } => {
  const { straight, angled, word, rest } = nameFirst.exec(text)?.groups ?? {};
  return { name: straight ?? angled ?? word ?? "", rest: rest ?? "" };
};

export const onePassword = passwordSchema.transform((password) => ({ password }));

export const nameAndPassword = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.string().min(1).max(1024) }))
  .transform(({ name, rest }) => ({ name, password: rest }));

const twoWords =
  /^(?:"(?<oldStraight>[^"]+)"|«(?<oldAngled>[^»]+)»|(?<oldWord>\S+))\s+(?:"(?<newStraight>[^"]+)"|«(?<newAngled>[^»]+)»|(?<newWord>\S+))$/u;

/** Two passwords, each in quotes where it has spaces: where the old one ends and the new one begins could not be told. */
export const oldAndNew = z
  .string()
  .transform((text) => {
    const { oldStraight, oldAngled, oldWord, newStraight, newAngled, newWord } =
      twoWords.exec(text)?.groups ?? {};
    return {
      old: oldStraight ?? oldAngled ?? oldWord ?? "",
      new: newStraight ?? newAngled ?? newWord ?? "",
    };
  })
  .pipe(z.object({ old: z.string().min(1).max(1024), new: passwordSchema }));

/** Nothing lists, `end N` ends one. */
export const listOrEnd = z
  .union([
    z.literal("").transform(() => undefined),
    z
      .string()
      .regex(/^(?:end|конец)\s+\d{1,12}$/iu)
      .transform((text) => Number(text.split(/\s+/u)[1])),
  ])
  .transform((end): { end?: number } => (end === undefined ? {} : { end }));

/** The code alone, or the link that has it. */
export const invitationCode = z
  .string()
  .transform((text) => text.replace(/^.*#invitation=/u, ""))
  .pipe(invitationCodeSchema)
  .transform((invitation) => ({ invitation }));

/** A code, or the link that has it, and a password behind it. */
export const codeAndPassword = z
  .string()
  .regex(/^\S+\s+\S/u)
  .transform((text) => {
    const [code = ""] = text.split(/\s/u, 1);
    return { reset: code.replace(/^.*#reset=/u, ""), password: text.slice(code.length).trim() };
  })
  .pipe(recoverSchema);

export const roleOrGuest = z
  .union([z.literal("").transform(() => "guest" as const), roleSchema])
  .transform((role) => ({ role }));

/** `NAME`, or `NAME private`. */
export const newRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, "").split(/\s+/u))
  .pipe(z.tuple([roomNameSchema], z.enum(["private", "закрытая"])))
  .refine((words) => words.length <= 2)
  .transform(([room, ...kind]) => ({ room, private: kind.length > 0 }));

export const someTitle = topicSchema.refine((title) => title !== "").transform((title) => ({ title }));

/** Nothing archives, `off` opens the room again. */
export const archiveOrNot = z
  .union([z.literal("").transform(() => true), z.literal("off").transform(() => false)])
  .transform((archived) => ({ archived }));

export const oneName = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.literal("") }))
  .transform(({ name }) => ({ name }));

const aRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, ""))
  .pipe(knownRoomSchema);
const noRoom = z.literal("").transform(() => undefined);

/** `NAME [ROOM]` */
export const nameAndRoom = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.union([noRoom, aRoom]) }))
  .transform(({ name, rest }): { name: string; room?: string } => ({
    name,
    ...(rest !== undefined && { room: rest }),
  }));

const anyone = z.union([
  z.literal(everybody),
  z
    .string()
    .transform(split)
    .pipe(z.object({ name: nameSchema, rest: z.literal("") }))
    .transform(({ name }) => name),
]);

export const somebodyOrAll = anyone.transform((name) => ({ name }));

/** Nothing lists. */
export const somebodyOrList = z
  .union([z.literal("").transform(() => undefined), anyone])
  .transform((name): { name?: string } => (name === undefined ? {} : { name }));

/** `NAME [REASON]`, `#SEQ [REASON]` */
export const reported = z
  .string()
  .transform(split)
  .transform(({ name, rest }) => ({
    about: /^#\d+$/u.test(name) ? { seq: Number(name.slice(1)) } : { name },
    rest,
  }))
  .pipe(reportInputSchema.omit({ room: true, reason: true }).extend({ rest: reasonSchema }))
  .transform(({ about, rest }) => ({ about, reason: rest }));

/** Nothing lists, a number lists further. */
export const pageOrNone = z
  .string()
  .regex(/^(?:[1-9]\d{0,4})?$/u)
  .transform((text): { page?: number } => (text === "" ? {} : { page: Number(text) }));

/** The same; `resolve N` closes one. */
export const pageOrResolve = z.union([
  pageOrNone.transform((page): { page?: number; resolve?: number } => page),
  z
    .string()
    .regex(/^(?:resolve|закрыть)\s+#?\d{1,15}$/iu)
    .transform((text) => Number(text.replace(/^\D+/u, "")))
    .pipe(seqSchema.min(1))
    .transform((resolve): { page?: number; resolve?: number } => ({ resolve })),
]);

export const nameAndReason = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: reasonSchema }))
  .transform(({ name, rest }) => ({ name, reason: rest }));

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  с: 1000,
  м: 60_000,
  ч: 3_600_000,
  д: 86_400_000,
};

/** `10m`, `2h`, `7d` in front of the rest; undefined for none. */
const lasting = (text: string): { readonly lasts_ms: number | undefined; readonly rest: string } => {
  const {
    count,
    unit = "",
    rest,
  } = /^(?<count>\d{1,5})(?<unit>[smhdсмчд])(?:\s+(?<rest>[^]+))?$/iu.exec(text)?.groups ?? {};
  const ms = Number(count) * (unitMs[unit.toLowerCase()] ?? 0);
  return ms > 0 ? { lasts_ms: ms, rest: rest ?? "" } : { lasts_ms: undefined, rest: text };
};

/** `NAME [10m] [REASON]` */
export const nameTimeReason = z
  .string()
  .transform(split)
  .transform(({ name, rest }) => ({ name, ...lasting(rest) }))
  .pipe(z.object({ name: nameSchema, lasts_ms: z.union([z.number(), z.undefined()]), rest: reasonSchema }))
  .transform(({ name, lasts_ms, rest }) => ({
    name,
    ...(lasts_ms !== undefined && { lasts_ms }),
    reason: rest,
  }));

/** `NAME [10m] [account|address|network] [REASON]` */
export const banned = nameTimeReason.transform(({ reason, ...more }) => {
  const [word = "", ...rest] = reason.split(" ");
  const scope = banScopeSchema.safeParse(word);
  const all: BanScope = "account";
  return scope.success
    ? { ...more, scope: scope.data, reason: rest.join(" ") }
    : { ...more, scope: all, reason };
});

export const slowness = z
  .union([
    z.literal("off").transform(() => 0),
    z
      .string()
      .regex(/^\d{1,4}$/u)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(3600))
  .transform((seconds) => ({ seconds }));

export const nameAndRole = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: roleSchema }))
  .transform(({ name, rest }) => ({ name, role: rest }));

export const knownRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, "").trim())
  .pipe(knownRoomSchema)
  // The room of two is entered by talking to the other.
  .refine((room) => !room.startsWith("@"))
  .transform((room) => ({ room }));

export const oneMessage = z
  .string()
  .regex(/^#?\d{1,15}$/u)
  .transform((text) => Number(text.replace("#", "")))
  .pipe(seqSchema.min(1))
  .transform((seq) => ({ seq }));
