import type { Row } from "../rows/row.ts";

/** Time in which a client has at least one session: sessions side by side count once. */
export interface Presence {
  /** Open sessions now. */
  open: number;
  since: number;
  totalMs: number;
}

export const nobodyThere = (): Presence => ({ open: 0, since: 0, totalMs: 0 });

/** Takes a `connected` or `disconnected` row; finds the presence of a client by its index. */
export const notePresence = (row: Row, presenceOf: (client: number) => Presence): void => {
  const { stay, abandoned, time } = row;
  if (!stay) return;
  if (row.type === "connected") {
    if (abandoned) leave(presenceOf(abandoned.client), time);
    come(presenceOf(stay.client), time);
  } else if (stay.state !== "unstarted" && !row.isLate) leave(presenceOf(stay.client), time);
};

const come = (presence: Presence, time: number): void => {
  if (presence.open === 0) presence.since = time;
  presence.open += 1;
};

const leave = (presence: Presence, time: number): void => {
  presence.open -= 1;
  if (presence.open === 0) presence.totalMs += Math.max(0, time - presence.since);
};

/** The server crashed after the last thing that it wrote: nobody is there any more. */
export const everybodyGone = (presence: Presence, lastSign: number): void => {
  if (presence.open > 0) presence.totalMs += Math.max(0, lastSign - presence.since);
  presence.open = 0;
};

/** As of a moment; a session that is open then counts up to it. */
export const presentMs = ({ open, since, totalMs }: Presence, now: number): number =>
  open > 0 ? totalMs + Math.max(0, now - since) : totalMs;
