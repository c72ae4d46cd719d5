import type { DisconnectsReport, EndingKind } from "@beseda/protocol";
import { none, type Row } from "../rows/row.ts";
import type { SessionSpan } from "../rows/session-span.ts";
import { availabilityOf, noteServer, unknownAvailability, type Availability } from "./availability.ts";
import {
  boundedCounts,
  increment,
  incrementBounded,
  mostFirst,
  shareOf,
  type BoundedCounts,
  type Counts,
} from "./counts.ts";
import { endingKind } from "./ending.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import {
  incidentDrops,
  incidentRow,
  incidentWindowMs,
  noIncidents,
  noteDrop,
  noteReturn,
  type Incidents,
} from "./incidents.ts";

/** So many abnormal ends in so much time are flapping. */
const flappingDrops = 5;
const flappingMs = 10 * 60_000;
const differentReasons = 1000;

interface Status {
  count: number;
  /** Clients that were back in 5, 30 and 60 seconds. */
  backIn5: number;
  backIn30: number;
  backIn60: number;
}

interface Client {
  total: number;
  abnormal: number;
  flapping: number;
  statuses: Counts<string>;
  /** Times of the newest abnormal ends. */
  drops: number[];
  /** The newest end that the client has not come back from: its time, NaN for none, and its status. */
  goneTime: number;
  goneStatus: string;
}

interface State {
  kinds: Record<EndingKind, number>;
  statuses: Map<string, Status>;
  codes: Counts<number>;
  /** Anybody can leave with words of their own. */
  reasons: BoundedCounts<string>;
  vias: Map<string, { total: number; abnormal: number }>;
  hours: Array<{ total: number; abnormal: number }>;
  /** By index. */
  clients: Array<Client | undefined>;
  incidents: Incidents;
  onlineMs: number;
  server: Availability;
}

const init = (): State => ({
  kinds: { clean: 0, abnormal: 0, moderated: 0, server: 0 },
  statuses: new Map(),
  codes: new Map(),
  reasons: boundedCounts(differentReasons),
  vias: new Map(),
  hours: Array.from({ length: 24 }, () => ({ total: 0, abnormal: 0 })),
  clients: [],
  incidents: noIncidents(),
  onlineMs: 0,
  server: unknownAvailability(),
});

const step = (state: State, row: Row): void => {
  noteServer(state.server, row);
  if (row.type === "connected") comeBack(state, row);
  else if (row.type === "disconnected" && row.stay) leave(state, row, row.stay);
};

const comeBack = (state: State, row: Row): void => {
  noteReturn(state.incidents, row);
  const client = state.clients[row.client];
  if (!client || Number.isNaN(client.goneTime)) return;
  const status = statusOf(state, client.goneStatus);
  const seconds = (row.time - client.goneTime) / 1000;
  client.goneTime = Number.NaN;
  if (seconds <= 5) status.backIn5 += 1;
  if (seconds <= 30) status.backIn30 += 1;
  if (seconds <= 60) status.backIn60 += 1;
};

const leave = (state: State, row: Row, stay: SessionSpan): void => {
  const kind = endingKind(stay.status);
  const isAbnormal = kind === "abnormal";
  state.kinds[kind] += 1;
  statusOf(state, stay.status).count += 1;
  if (stay.code !== none) increment(state.codes, stay.code);
  if (row.reason !== "") incrementBounded(state.reasons, row.reason);
  if (stay.via !== "") countIn(viaOf(state, stay.via), isAbnormal);
  countIn(state.hours[row.hour], isAbnormal);
  if (stay.state !== "unstarted") state.onlineMs += Math.max(0, stay.durationMs);
  leaveAs(clientOf(state, row.client), row, { status: stay.status, isAbnormal });
  if (kind === "abnormal" || kind === "server") noteDrop(state.incidents, row);
};

const countIn = (counts: { total: number; abnormal: number } | undefined, isAbnormal: boolean): void => {
  if (!counts) return;
  counts.total += 1;
  if (isAbnormal) counts.abnormal += 1;
};

const leaveAs = (
  client: Client,
  { time }: Row,
  { status, isAbnormal }: { status: string; isAbnormal: boolean },
): void => {
  client.total += 1;
  increment(client.statuses, status);
  client.goneTime = time;
  client.goneStatus = status;
  if (!isAbnormal) return;
  client.abnormal += 1;
  client.drops.push(time);
  if (client.drops.length < flappingDrops) return;
  const [first = time] = client.drops;
  if (time - first <= flappingMs) {
    client.flapping += 1;
    client.drops = [];
  } else client.drops.shift();
};

const statusOf = (state: State, status: string): Status => {
  let known = state.statuses.get(status);
  if (!known) state.statuses.set(status, (known = { count: 0, backIn5: 0, backIn30: 0, backIn60: 0 }));
  return known;
};

const viaOf = (state: State, via: string): { total: number; abnormal: number } => {
  let known = state.vias.get(via);
  if (!known) state.vias.set(via, (known = { total: 0, abnormal: 0 }));
  return known;
};

const newClient = (): Client => ({
  total: 0,
  abnormal: 0,
  flapping: 0,
  statuses: new Map(),
  drops: [],
  goneTime: Number.NaN,
  goneStatus: "",
});

const clientOf = (state: State, index: number): Client => {
  while (state.clients.length <= index) state.clients.push(undefined);
  return (state.clients[index] ??= newClient());
};

const byStatus = (state: State, total: number): DisconnectsReport["by_status"] =>
  [...state.statuses]
    .map(([status, { count, backIn5, backIn30, backIn60 }]) => ({
      status,
      kind: endingKind(status),
      count,
      share: shareOf(count, total),
      back_in_5_s: shareOf(backIn5, count),
      back_in_30_s: shareOf(backIn30, count),
      back_in_60_s: shareOf(backIn60, count),
    }))
    .sort((left, right) => right.count - left.count);

const byClient = (state: State, { idOf, nameOf }: FoldContext): DisconnectsReport["by_client"] =>
  state.clients
    .flatMap((client, index) => (client ? [{ index, ...client }] : []))
    .map(({ index, total, abnormal, flapping, statuses }) => ({
      client_id: idOf(index),
      name: nameOf(index),
      total,
      abnormal,
      flapping,
      statuses: Object.fromEntries(mostFirst(statuses)),
    }))
    .sort((left, right) => right.total - left.total);

const listedReasons = 50;

/** The fold of how sessions end. */
export const disconnects = defineFold({
  key: "disconnects",
  types: ["connected", "disconnected", "server-started", "server-stopped"],
  init,
  step,
  result: (state, context): DisconnectsReport => {
    const { clean, abnormal, moderated, server } = state.kinds;
    const total = clean + abnormal + moderated + server;
    return {
      total,
      ...state.kinds,
      by_status: byStatus(state, total),
      by_code: mostFirst(state.codes).map(([code, count]) => ({ code, count, share: shareOf(count, total) })),
      by_reason: mostFirst(state.reasons.counts, listedReasons).map(([reason, count]) => ({ reason, count })),
      by_via: [...state.vias].map(([via, ends]) => ({
        via,
        total: ends.total,
        abnormal: ends.abnormal,
        abnormal_share: shareOf(ends.abnormal, ends.total),
      })),
      by_hour: state.hours.map((ends, hour) => ({ hour, total: ends.total, abnormal: ends.abnormal })),
      by_client: byClient(state, context),
      incidents: {
        drops: incidentDrops,
        window_ms: incidentWindowMs,
        count: state.incidents.count,
        list: state.incidents.past.map(incidentRow),
      },
      mean_time_between_drops_ms: abnormal === 0 ? null : state.onlineMs / abnormal,
      availability: availabilityOf(state.server, context.last - context.first),
    };
  },
});
