import { z } from "zod";
import { seqSchema } from "./ids.ts";

/** A position in a named log: everything up to `seq` was received. */
export interface Cursor {
  readonly log: string;
  /** The server run that gave it: proves that the log has all up to `seq`. Unknown to older versions. */
  readonly run?: string | undefined;
  readonly seq: number;
}

const shape = /^([wn]?)(\d{1,15})@([\w-]{1,64})(?:\.([\w-]{1,32}))?$/u;

/** Wire form, `120@k3v9….x7p2…`: the event id of tracked items. */
export const formatCursor = ({ log, run, seq }: Cursor): string =>
  `${seq}@${log}${run === undefined || run === "" ? "" : `.${run}`}`;

/**
 * Event id of a welcome. It differs from the id of a record item, because the stock tRPC client drops an item
 * whose id it has seen on the connection before: `w…` where the records go on after `cursor`, `n…` where the
 * newest history is still to come, so that a client that loses the connection between the two starts anew,
 * not after that history.
 */
export const formatWelcomeId = (cursor: Cursor, next: "records" | "history"): string =>
  `${next === "records" ? "w" : "n"}${formatCursor(cursor)}`;

/** Returns the meaning of an event id; undefined for one that no server of Beseda has sent. */
export const parseEventId = (id: string): (Cursor & { readonly next: "records" | "history" }) | undefined => {
  const match = shape.exec(id);
  if (!match?.[2] || !match[3]) return undefined;
  const [, kind, seq, log, run] = match;
  const next = kind === "n" ? "history" : "records";
  return { seq: Number(seq), log, next, ...(run !== undefined && { run }) };
};

export const cursorSchema = z.object({
  log: z.string().max(64),
  run: z.string().max(32).optional(),
  seq: seqSchema,
});
