import { z } from "zod";
import { nameSchema } from "../name.ts";
import { roleSchema } from "../role.ts";
import { knownRoomSchema } from "../room-name.ts";
import { reasonSchema } from "../text.ts";
import { banScopeSchema, type BanScope } from "../record.ts";
import { oneName, split } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, saysDone } from "./outcome.ts";
import { mutation } from "./procedure.ts";

const longestMs = 3_155_760_000_000;

/** The time after which a ban or a mute ends by itself. */
const lasting = { lasts_ms: z.int().positive().max(longestMs).optional() };
const because = { reason: reasonSchema.default("") };
const somebody = { name: nameSchema };
const somebodyThere = { room: knownRoomSchema, ...somebody };

const answer = z.unknown();

/** Actions of moderators, each a record that everybody in the room sees. */
export const moderationProcedures = {
  /** Removes somebody from a room; from the lobby means from the chat. */
  kick: mutation("moderation.kick", { input: z.object({ ...somebodyThere, ...because }), answer }),
  ban: mutation("moderation.ban", {
    input: z.object({
      ...somebody,
      scope: banScopeSchema.default("account"),
      ...lasting,
      ...because,
    }),
    answer,
  }),
  unban: mutation("moderation.unban", { input: z.object(somebody), answer }),
  mute: mutation("moderation.mute", {
    input: z.object({ ...somebodyThere, ...lasting, ...because }),
    answer,
  }),
  unmute: mutation("moderation.unmute", { input: z.object(somebodyThere), answer }),
  slow: mutation("moderation.slow", {
    input: z.object({ room: knownRoomSchema, seconds: z.int().min(0).max(3600) }),
    answer,
  }),
  /** Sets a role in a room; in the lobby: on the server. */
  role: mutation("moderation.role", { input: z.object({ ...somebodyThere, role: roleSchema }), answer }),
};

const nameAndReason = z
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

/** Reads `10m`, `2h`, `7d` before the rest; undefined for none. A time of over a century counts as one. */
const lastingIn = (text: string): { readonly lasts_ms: number | undefined; readonly rest: string } => {
  const {
    count,
    unit = "",
    rest,
  } = /^(?<count>\d{1,5})(?<unit>[smhdсмчд])(?:\s+(?<rest>[^]+))?$/iu.exec(text)?.groups ?? {};
  const ms = Number(count) * (unitMs[unit.toLowerCase()] ?? 0);
  return ms > 0
    ? { lasts_ms: Math.min(ms, longestMs), rest: rest ?? "" }
    : { lasts_ms: undefined, rest: text };
};

/** `NAME [10m] [REASON]` */
const nameTimeReason = z
  .string()
  .transform(split)
  .transform(({ name, rest }) => ({ name, ...lastingIn(rest) }))
  .pipe(z.object({ name: nameSchema, lasts_ms: z.union([z.number(), z.undefined()]), rest: reasonSchema }))
  .transform(({ name, lasts_ms, rest }) => ({
    name,
    ...(lasts_ms !== undefined && { lasts_ms }),
    reason: rest,
  }));

/** `NAME [10m] [account|address|network] [REASON]` */
const banned = nameTimeReason.transform(({ reason, ...more }) => {
  const [word = "", ...rest] = reason.split(" ");
  const scope = banScopeSchema.safeParse(word);
  const all: BanScope = "account";
  return scope.success
    ? { ...more, scope: scope.data, reason: rest.join(" ") }
    : { ...more, scope: all, reason };
});

const slowness = z
  .union([
    z.literal("off").transform(() => 0),
    z
      .string()
      .regex(/^\d{1,4}$/u)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(3600))
  .transform((seconds) => ({ seconds }));

const nameAndRole = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: roleSchema }))
  .transform(({ name, rest }) => ({ name, role: rest }));

export const moderationCommands = {
  kick: command("kick", {
    aliases: ["выгнать"],
    arguments: nameAndReason,
    completes: "name",
    procedure: moderationProcedures.kick,
    call: (given, { room }) => calling(moderationProcedures.kick, { room, ...given }, saysDone),
  }),
  ban: command("ban", {
    aliases: ["бан"],
    arguments: banned,
    completes: "name",
    procedure: moderationProcedures.ban,
    call: (given) => calling(moderationProcedures.ban, given, saysDone),
  }),
  unban: command("unban", {
    aliases: ["разбан"],
    arguments: oneName,
    procedure: moderationProcedures.unban,
    call: (given) => calling(moderationProcedures.unban, given, saysDone),
  }),
  mute: command("mute", {
    aliases: ["молчать"],
    arguments: nameTimeReason,
    completes: "name",
    procedure: moderationProcedures.mute,
    call: (given, { room }) => calling(moderationProcedures.mute, { room, ...given }, saysDone),
  }),
  unmute: command("unmute", {
    aliases: [],
    arguments: oneName,
    completes: "name",
    procedure: moderationProcedures.unmute,
    call: (given, { room }) => calling(moderationProcedures.unmute, { room, ...given }, saysDone),
  }),
  slow: command("slow", {
    aliases: ["медленно"],
    arguments: slowness,
    procedure: moderationProcedures.slow,
    call: (given, { room }) => calling(moderationProcedures.slow, { room, ...given }, saysDone),
  }),
  role: command("role", {
    aliases: ["роль"],
    arguments: nameAndRole,
    completes: "name",
    procedure: moderationProcedures.role,
    call: (given, { room }) => calling(moderationProcedures.role, { room, ...given }, saysDone),
  }),
};
