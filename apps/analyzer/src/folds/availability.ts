import type { DisconnectsReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { shareOrNull } from "./counts.ts";

/** When the server ran, as far as its log says. Plain data. */
export interface Availability {
  isStopped: boolean;
  downMs: number;
  restarts: number;
  crashes: number;
}

export const unknownAvailability = (): Availability => ({
  isStopped: false,
  downMs: 0,
  restarts: 0,
  crashes: 0,
});

/** Counts the time from the server's last record to its next start as down. */
export const noteServer = (server: Availability, { type, time, previous }: Row): void => {
  if (type === "server-stopped") server.isStopped = true;
  if (type !== "server-started") return;
  // The very first start does not follow a stop.
  if (!Number.isNaN(previous)) {
    server.restarts += 1;
    if (!server.isStopped) server.crashes += 1;
    server.downMs += Math.max(0, time - previous);
  }
  server.isStopped = false;
};

export const availabilityOf = (server: Availability, periodMs: number): DisconnectsReport["availability"] => {
  const period = Math.max(0, periodMs);
  const up = shareOrNull(period - server.downMs, Number.isNaN(period) ? 0 : period);
  return {
    share: up === null ? null : Math.max(0, up),
    down_ms: server.downMs,
    restarts: server.restarts,
    crashes: server.crashes,
  };
};
