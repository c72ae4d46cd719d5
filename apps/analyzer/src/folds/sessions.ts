import type { SessionRow, SessionsReport } from "@beseda/protocol";
import type { Names } from "../input/names.ts";
import type { Row } from "../input/row.ts";
import { addValue, durationStats, emptyDistribution, type Distribution } from "./distribution.ts";
import { defineFold } from "./fold.ts";
import { timestamp } from "./timestamp.ts";

/** How many sessions are listed one by one. */
const listed = 100;

interface Open {
  client: number;
  name: string;
  via: string;
  started: number;
  messages: number;
}

interface Past extends Open {
  session: string;
  state: SessionRow["state"];
  ended: number;
  durationMs: number;
  code: number;
  status: string;
}

interface State {
  open: Map<string, Open>;
  /** The session that a client's messages are counted for, where they do not say it. */
  current: Map<number, string>;
  ended: Distribution;
  cut: Distribution;
  unstarted: number;
  byClient: Map<number, { name: string; ended: Distribution }>;
  byVia: Map<string, Distribution>;
  recent: Past[];
}

const init = (): State => ({
  open: new Map(),
  current: new Map(),
  ended: emptyDistribution(),
  cut: emptyDistribution(),
  unstarted: 0,
  byClient: new Map(),
  byVia: new Map(),
  recent: [],
});

const step = (state: State, row: Row): void => {
  if (row.type === "connected") begin(state, row);
  else if (row.type === "disconnected") finish(state, row);
  else if (row.type === "message" && row.fromClient) countMessage(state, row);
};

const begin = (state: State, row: Row): void => {
  const { client, name, via, time } = row;
  state.open.set(row.session, { client, name, via, started: time, messages: 0 });
  state.current.set(client, row.session);
};

const countMessage = (state: State, row: Row): void => {
  const session = row.session === "" ? state.current.get(row.client) : row.session;
  const open = session === undefined ? undefined : state.open.get(session);
  if (open) open.messages += 1;
};

const finish = (state: State, row: Row): void => {
  const start = state.open.get(row.session);
  const past = start ? pastOf(start, row) : unstartedOf(row);
  state.open.delete(row.session);
  if (state.current.get(row.client) === row.session) state.current.delete(row.client);
  remember(state, past);
  if (past.state === "unstarted") state.unstarted += 1;
  else if (past.state === "cut") addValue(state.cut, past.durationMs);
  else addEnded(state, past);
};

const isCut = (status: string): boolean => status === "server-stopped" || status === "server-crashed";

const pastOf = (start: Open, row: Row): Past => ({
  ...start,
  name: row.name === "" ? start.name : row.name,
  session: row.session,
  state: isCut(row.status) ? "cut" : "ended",
  ended: row.time,
  durationMs: row.durationMs >= 0 ? row.durationMs : Math.max(0, row.time - start.started),
  code: row.code,
  status: row.status,
});

const unstartedOf = (row: Row): Past => ({
  client: row.client,
  name: row.name,
  via: row.via,
  started: row.durationMs >= 0 ? row.time - row.durationMs : Number.NaN,
  messages: 0,
  session: row.session,
  state: "unstarted",
  ended: row.time,
  durationMs: row.durationMs,
  code: row.code,
  status: row.status,
});

const addEnded = (state: State, past: Past): void => {
  addValue(state.ended, past.durationMs);
  const client = state.byClient.get(past.client) ?? { name: "", ended: emptyDistribution() };
  state.byClient.set(past.client, client);
  client.name = past.name;
  addValue(client.ended, past.durationMs);
  if (past.via === "") return;
  const via = state.byVia.get(past.via) ?? emptyDistribution();
  state.byVia.set(past.via, via);
  addValue(via, past.durationMs);
};

const remember = (state: State, past: Past): void => {
  state.recent.push(past);
  if (state.recent.length > 2 * listed) state.recent.splice(0, listed);
};

const pastRow = (past: Past, names: Names): SessionRow => ({
  session: past.session,
  client_id: names.clients.value(past.client),
  name: past.name,
  via: past.via === "" ? null : past.via,
  state: past.state,
  started: Number.isNaN(past.started) ? null : timestamp(past.started),
  ended: timestamp(past.ended),
  duration_ms: past.durationMs < 0 ? null : past.durationMs,
  code: past.code < 0 ? null : past.code,
  status: past.status === "" ? null : past.status,
  messages: past.messages,
});

const openRow = ([session, open]: [string, Open], names: Names): SessionRow => ({
  session,
  client_id: names.clients.value(open.client),
  name: open.name,
  via: open.via === "" ? null : open.via,
  state: "open",
  started: timestamp(open.started),
  ended: null,
  duration_ms: null,
  code: null,
  status: null,
  messages: open.messages,
});

const newest = (state: State, names: Names): SessionRow[] =>
  [
    ...state.recent.map((past) => pastRow(past, names)),
    ...[...state.open].map((open) => openRow(open, names)),
  ].slice(-listed);

/** How long sessions last. */
export const sessions = defineFold({
  key: "sessions",
  init,
  step,
  result: (state, names): SessionsReport => ({
    ended: durationStats(state.ended),
    cut: durationStats(state.cut),
    open: { count: state.open.size },
    unstarted: { count: state.unstarted },
    by_client: [...state.byClient]
      .map(([client, { name, ended }]) =>
        Object.assign({ client_id: names.clients.value(client), name }, durationStats(ended)),
      )
      .sort((left, right) => right.total_ms - left.total_ms),
    by_via: [...state.byVia].map(([via, stats]) => Object.assign({ via }, durationStats(stats))),
    recent: newest(state, names),
  }),
});
