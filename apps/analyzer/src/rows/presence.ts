import type { Row } from "./row.ts";

/** Time in which a client has at least one session: sessions side by side count once. */
export interface Presence {
  /** Open sessions now. */
  open: number;
  since: number;
  totalMs: number;
}

/** Presence of each client by its index; undefined for one without a session. */
export type Presences = Array<Presence | undefined>;

/** Takes the next row. */
export const notePresence = (presences: Presences, row: Row): void => {
  const { type, stay, abandoned, time } = row;
  if (type === "connected" && stay) {
    if (abandoned) leave(presenceIn(presences, abandoned.client), time);
    come(presenceIn(presences, stay.client), time);
  } else if (type === "disconnected" && stay) {
    if (stay.state !== "unstarted" && !row.isLate) leave(presenceIn(presences, stay.client), time);
  } else if (type === "server-started") {
    for (const presence of presences) if (presence) everybodyGone(presence, row.previous);
  }
};

const presenceIn = (presences: Presences, client: number): Presence => {
  while (presences.length <= client) presences.push(undefined);
  return (presences[client] ??= { open: 0, since: 0, totalMs: 0 });
};

const come = (presence: Presence, time: number): void => {
  if (presence.open === 0) presence.since = time;
  presence.open += 1;
};

const leave = (presence: Presence, time: number): void => {
  presence.open -= 1;
  if (presence.open === 0) presence.totalMs += Math.max(0, time - presence.since);
};

/** The server crashed after the last record that it wrote: nobody is there any longer. */
const everybodyGone = (presence: Presence, lastSign: number): void => {
  if (presence.open > 0) presence.totalMs += Math.max(0, lastSign - presence.since);
  presence.open = 0;
};

/** As of a moment; a session that is open then counts up to it. */
export const presentMs = (presence: Presence | undefined, now: number): number => {
  if (!presence) return 0;
  const { open, since, totalMs } = presence;
  return open > 0 ? totalMs + Math.max(0, now - since) : totalMs;
};

/** Whether there is a session that has not ended. */
export const isPresent = (presence: Presence | undefined): boolean => (presence?.open ?? 0) > 0;
