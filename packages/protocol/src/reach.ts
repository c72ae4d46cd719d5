import { z } from "zod";

/**
 * What a server answers to `POST reach`, which a page asks when no WebSocket opens: a browser does not say why one was
 * refused, and here the same is looked at in a way that it does say (VIEW-7).
 */
export const reachSchema = z.object({
  server: z.object({ name: z.literal("beseda"), version: z.string() }),
  /** Why a WebSocket of this page would be refused; none where it would not. */
  refusal: z.enum(["host", "origin"]).optional(),
  /** The name by which the server was asked. */
  host: z.string().optional(),
});
export type Reach = z.infer<typeof reachSchema>;

/** Under the address of the server. */
export const reachPath = "reach";
