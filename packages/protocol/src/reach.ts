import { z } from "zod";

/**
 * The server's answer to `POST reach`, which a page sends when no WebSocket opens: a browser does not report
 * why one was refused; this answer does, from the same checks (VIEW-7).
 */
export const reachSchema = z.object({
  server: z.object({ name: z.literal("beseda"), version: z.string() }),
  /** Why a WebSocket of this page would be refused; missing if it would not. */
  refusal: z.enum(["host", "origin"]).optional(),
  /** The host name with which the server was addressed. */
  host: z.string().optional(),
});
export type Reach = z.infer<typeof reachSchema>;

/** Path relative to the address of the server. */
export const reachPath = "reach";
