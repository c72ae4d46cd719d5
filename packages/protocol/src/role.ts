import { z } from "zod";

/** Roles, from the fewest rights to the most; a guest has no account. */
export const roleSchema = z.enum(["guest", "member", "moderator", "admin", "owner"]);
export type Role = z.infer<typeof roleSchema>;

/** Whether `role` has at least the rights of `least`. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  roleSchema.options.indexOf(role) >= roleSchema.options.indexOf(least);
