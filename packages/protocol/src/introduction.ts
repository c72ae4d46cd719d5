import { z } from "zod";
import { invitationCodeSchema } from "./commands/account.ts";
import { cursorSchema } from "./cursor.ts";
import { localeSchema } from "./locale.ts";
import { cleanName } from "./looks/clean.ts";
import { nameSchema } from "./name.ts";

/** The introduction of a connection, in tRPC's `connectionParams`. */
export const introductionSchema = z.object({
  name: nameSchema.optional(),
  token: z.string().max(128).optional(),
  /** Refuses a name that somebody has registered; without it, a similar name is given. */
  registered: z.literal("refuse").optional(),
  /** Logs in with `name` on connecting; the greeting has the token for the next time. */
  password: z.string().max(1024).optional(),
  /** Admits a client that has neither a token nor a password. */
  invitation: invitationCodeSchema.optional(),
  /** With `password`: sets it for the account that the code is for, and logs in to it; `name` is ignored. */
  reset: invitationCodeSchema.optional(),
  locale: localeSchema.optional(),
  /**
   * The session that this connection resumes, if it is still open; `new` from a client that has none but will
   * resume one that it loses. Without it, a lost connection ends its session at once.
   */
  session: z.string().max(32).optional(),
  /** Program and version. */
  client: z.string().max(64).transform(cleanName).optional(),
});
export type Introduction = z.infer<typeof introductionSchema>;

/** `events.follow`: starts anew, at a cursor, or (a stock client that resumes) at its last event id. */
export const followSchema = z
  .object({
    after: cursorSchema.optional(),
    lastEventId: z.string().max(128).nullish(),
  })
  .default({});
export type Follow = z.infer<typeof followSchema>;
