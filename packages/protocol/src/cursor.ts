import { z } from "zod";
import { seqSchema } from "./names.ts";

/** A place in a named log: everything up to `seq` was received. */
export interface Cursor {
  readonly log: string;
  readonly seq: number;
}

const shape = /^(w?)(\d{1,15})@([\w-]{1,64})$/u;

/** Wire form, `120@k3v9…`: the event id of tracked items. */
export const formatCursor = ({ log, seq }: Cursor): string => `${seq}@${log}`;

/**
 * Event id of a welcome that follows `cursor`. It differs from the id of a record item, because
 * the stock tRPC client drops an item whose id it has seen on the connection before.
 */
export const formatWelcomeId = (cursor: Cursor): string => `w${formatCursor(cursor)}`;

/** The place that an event id stands for; undefined for what no server of Beseda has sent. */
export const parseCursor = (id: string): Cursor | undefined => {
  const match = shape.exec(id);
  return match?.[2] && match[3] ? { seq: Number(match[2]), log: match[3] } : undefined;
};

export const cursorSchema = z.object({ log: z.string().max(64), seq: seqSchema });
