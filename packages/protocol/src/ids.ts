import { z } from "zod";

/** Position in the log: 1, 2, 3 …; 0 is before the first record. */
export const seqSchema = z.int().min(0);

/** Idempotency key made by the sending client, unique for that client. */
export const idSchema = z
  .string()
  .regex(/^[\w.:-]{1,64}$/u, { error: "an id has 1 to 64 of A-Z, a-z, 0-9, _, -, . and :" });

/** The ways in which a client connects. */
export const viaSchema = z.enum(["trpc", "text", "tcp"]);
export type Via = z.infer<typeof viaSchema>;
