import { z } from "zod";
import { seqSchema } from "./names.ts";

/** A place in a named log: everything up to `seq` was received. */
export interface Cursor {
  readonly log: string;
  readonly seq: number;
}

const shape = /^([wn]?)(\d{1,15})@([\w-]{1,64})$/u;

/** Wire form, `120@k3v9…`: the event id of tracked items. */
export const formatCursor = ({ log, seq }: Cursor): string => `${seq}@${log}`;

/**
 * Event id of a welcome. It differs from the id of a record item, because the stock tRPC client drops an item whose
 * id it has seen on the connection before: `w…` where the records go on after `cursor`, `n…` where the newest history
 * is still to come, so that who loses the connection between the two starts anew and not behind that history.
 */
export const formatWelcomeId = (cursor: Cursor, next: "records" | "history"): string =>
  `${next === "records" ? "w" : "n"}${formatCursor(cursor)}`;

/** What an event id stands for; undefined for what no server of Beseda has sent. */
export const parseEventId = (id: string): (Cursor & { readonly next: "records" | "history" }) | undefined => {
  const match = shape.exec(id);
  if (!match?.[2] || !match[3]) return undefined;
  return { seq: Number(match[2]), log: match[3], next: match[1] === "n" ? "history" : "records" };
};

export const cursorSchema = z.object({ log: z.string().max(64), seq: seqSchema });
