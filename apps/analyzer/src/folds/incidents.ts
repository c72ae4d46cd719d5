import type { DisconnectsReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { increment, mostFrequent, type Counts } from "./counts.ts";
import { timestamp } from "./timestamp.ts";

type Incident = DisconnectsReport["incidents"]["list"][number];

/** So many drops in so much time are an incident. */
export const incidentDrops = 5;
export const incidentWindowMs = 60_000;
const listed = 100;
/** An incident is over when this part of its clients is back. */
const recovered = 0.8;
const recoveryLimitMs = 10 * 60_000;

interface Drop {
  readonly time: number;
  readonly client: number;
  readonly status: string;
}

interface Running {
  readonly start: number;
  end: number;
  drops: number;
  clients: Set<number>;
  back: Set<number>;
  statuses: Counts<string>;
  recoveryMs: number | null;
}

/** Drops that come close together. Plain data. */
export interface Incidents {
  /** Drops of the last window. */
  recent: Drop[];
  running: Running | undefined;
  /** Those that are over, with clients that may still come back. */
  past: Running[];
  count: number;
}

export const noIncidents = (): Incidents => ({ recent: [], running: undefined, past: [], count: 0 });

/** Notes that a session was lost. */
export const noteDrop = (incidents: Incidents, { time, client, stay }: Row): void => {
  const drop: Drop = { time, client, status: stay?.status ?? "" };
  incidents.recent.push(drop);
  while ((incidents.recent[0]?.time ?? time) < time - incidentWindowMs) incidents.recent.shift();
  const { running } = incidents;
  if (running && time - running.end <= incidentWindowMs) return addDrop(running, drop);
  if (incidents.recent.length < incidentDrops) return;
  begin(incidents);
};

const begin = (incidents: Incidents): void => {
  const start = incidents.recent[0]?.time ?? 0;
  const incident: Running = {
    start,
    end: start,
    drops: 0,
    clients: new Set(),
    back: new Set(),
    statuses: new Map(),
    recoveryMs: null,
  };
  for (const drop of incidents.recent) addDrop(incident, drop);
  incidents.count += 1;
  incidents.running = incident;
  incidents.past.push(incident);
  if (incidents.past.length > listed) incidents.past.shift();
};

const addDrop = (incident: Running, { time, client, status }: Drop): void => {
  incident.end = Math.max(incident.end, time);
  incident.drops += 1;
  incident.clients.add(client);
  incident.back.delete(client);
  increment(incident.statuses, status);
};

/** Notes that a client came back. */
export const noteReturn = ({ running }: Incidents, { time, client }: Row): void => {
  if (!running || running.recoveryMs !== null || time - running.end > recoveryLimitMs) return;
  if (running.clients.has(client)) running.back.add(client);
  if (running.back.size >= running.clients.size * recovered)
    running.recoveryMs = Math.max(0, time - running.start);
};

export const incidentRow = (incident: Running): Incident => ({
  start: timestamp(incident.start),
  end: timestamp(incident.end),
  drops: incident.drops,
  clients: incident.clients.size,
  status: mostFrequent(incident.statuses) ?? "",
  recovery_ms: incident.recoveryMs,
});
