import type { Row } from "../rows/row.ts";

/** Time in which a client has at least one session: sessions side by side count once. */
export interface Presence {
  /** Open sessions now. */
  open: number;
  since: number;
  totalMs: number;
}

export const nobodyThere = (): Presence => ({ open: 0, since: 0, totalMs: 0 });

/** Takes a `connected` or `disconnected` row of the client. */
export const notePresence = (presence: Presence, row: Row): void => {
  const { stay } = row;
  if (!stay || stay.state === "unstarted") return;
  if (row.type === "connected") {
    if (presence.open === 0) presence.since = row.time;
    presence.open += 1;
  } else if (stay.status !== "server-crashed" && presence.open > 0) {
    presence.open -= 1;
    if (presence.open === 0) presence.totalMs += Math.max(0, row.time - presence.since);
  }
};

/** The server crashed after the last thing that it wrote: nobody is there any more. */
export const everybodyGone = (presence: Presence, lastSign: number): void => {
  if (presence.open > 0) presence.totalMs += Math.max(0, lastSign - presence.since);
  presence.open = 0;
};

/** As of a moment; a session that is open then counts up to it. */
export const presentMs = ({ open, since, totalMs }: Presence, now: number): number =>
  open > 0 ? totalMs + Math.max(0, now - since) : totalMs;
