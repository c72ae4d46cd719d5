import { z } from "zod";
import { invitationCodeSchema } from "./commands/account.ts";
import { cursorSchema } from "./cursor.ts";
import { localeSchema } from "./locale.ts";
import { cleanName } from "./looks/clean.ts";
import { nameSchema } from "./name.ts";

/** What a connection says of itself, in tRPC's `connectionParams`. */
export const introductionSchema = z.object({
  name: nameSchema.optional(),
  token: z.string().max(128).optional(),
  /** Whether a name that somebody has registered is refused; without it another one like it is given. */
  registered: z.literal("refuse").optional(),
  /** Logs in with `name` as it connects; the greeting has the token for the next time. */
  password: z.string().max(1024).optional(),
  /** Lets somebody in who has neither. */
  invitation: invitationCodeSchema.optional(),
  /** With `password`: sets it for the account that the code is for, and logs in as that; a name is not looked at. */
  reset: invitationCodeSchema.optional(),
  locale: localeSchema.optional(),
  /**
   * The session that this connection goes on with, where it is still open; `new` from a client that has none but will
   * come back to one that it loses. Without it a lost connection ends its session at once.
   */
  session: z.string().max(32).optional(),
  /** Program and version. */
  client: z.string().max(64).transform(cleanName).optional(),
});
export type Introduction = z.infer<typeof introductionSchema>;

/** `events.follow`: from nowhere, from a cursor, or (a stock client that resumes) from its last event id. */
export const followSchema = z
  .object({
    after: cursorSchema.optional(),
    lastEventId: z.string().max(128).nullish(),
  })
  .default({});
export type Follow = z.infer<typeof followSchema>;
