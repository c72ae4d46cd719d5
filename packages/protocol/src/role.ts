import { z } from "zod";

/** What somebody may do, from least to most; a guest has no account. */
export const roleSchema = z.enum(["guest", "member", "moderator", "admin", "owner"]);
export type Role = z.infer<typeof roleSchema>;

/** Whether `role` is `least` or more. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  roleSchema.options.indexOf(role) >= roleSchema.options.indexOf(least);
