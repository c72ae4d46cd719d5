import type { SessionRow, SessionsReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { none } from "../rows/row.ts";
import { withoutEnd, type SessionSpan } from "../rows/session-span.ts";
import { countedQuantile, increment, type Counts } from "./counts.ts";
import {
  addValue,
  durationStats,
  emptyDistribution,
  ofOne,
  precise,
  quantileErrorOf,
  type Distribution,
} from "./distribution.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { presentMs } from "../rows/presence.ts";
import { barOf, sessionBars } from "./session-bars.ts";
import { timestamp } from "./timestamp.ts";

/** How many sessions are listed one by one. */
const listed = 100;
const bounceMs = 10_000;

interface State {
  ended: Distribution;
  cut: Distribution;
  unstarted: number;
  histogram: number[];
  bounces: number;
  silent: number;
  /** Messages of a session to number of ended sessions. */
  messages: Counts<number>;
  firstMessage: Distribution;
  /** By index of the client. */
  byClient: Array<Distribution | undefined>;
  byVia: Map<string, Distribution>;
  hours: Array<{ count: number; sum: number; ended: number }>;
  /** The newest ones that ended, in a ring, and where its oldest is. */
  recent: SessionSpan[];
  oldest: number;
}

const init = (): State => ({
  ended: emptyDistribution(),
  cut: emptyDistribution(),
  unstarted: 0,
  histogram: sessionBars.map(() => 0),
  bounces: 0,
  silent: 0,
  messages: new Map(),
  firstMessage: emptyDistribution(),
  byClient: [],
  byVia: new Map(),
  hours: Array.from({ length: 24 }, () => ({ count: 0, sum: 0, ended: 0 })),
  recent: [],
  oldest: 0,
});

const step = (state: State, row: Row): void => {
  const { stay } = row;
  if (!stay) return;
  if (row.type === "connected") countStart(state, stay);
  else finish(state, stay);
};

const countStart = (state: State, stay: SessionSpan): void => {
  const start = state.hours[stay.startHour];
  if (start) start.count += 1;
};

const finish = (state: State, stay: SessionSpan): void => {
  remember(state, stay);
  if (stay.state === "unstarted") state.unstarted += 1;
  else if (stay.state === "cut") addValue(state.cut, stay.durationMs);
  else addEnded(state, stay);
};

const addEnded = (state: State, stay: SessionSpan): void => {
  const { durationMs, messages } = stay;
  addValue(state.ended, durationMs);
  const bar = barOf(durationMs);
  state.histogram[bar] = (state.histogram[bar] ?? 0) + 1;
  if (durationMs < bounceMs) state.bounces += 1;
  if (messages === 0) state.silent += 1;
  else addValue(state.firstMessage, Math.max(0, stay.firstMessage - stay.started));
  increment(state.messages, messages);
  addValue(ofClient(state, stay.client), durationMs);
  if (stay.via !== "") addValue(ofVia(state, stay.via), durationMs);
  const start = state.hours[stay.startHour];
  if (!start) return;
  start.ended += 1;
  start.sum += durationMs;
};

const ofClient = ({ byClient: distributions }: State, client: number): Distribution => {
  while (distributions.length <= client) distributions.push(undefined);
  return (distributions[client] ??= emptyDistribution(ofOne));
};

const ofVia = ({ byVia: distributions }: State, via: string): Distribution => {
  let distribution = distributions.get(via);
  if (!distribution) distributions.set(via, (distribution = emptyDistribution(ofOne)));
  return distribution;
};

const remember = (state: State, stay: SessionSpan): void => {
  if (state.recent.length < listed) {
    state.recent.push({ ...stay });
    return;
  }
  // The oldest is filled anew, in its place.
  const oldest = state.recent[state.oldest];
  if (oldest) Object.assign(oldest, stay);
  state.oldest = (state.oldest + 1) % listed;
};

const newest = ({ recent, oldest }: State): SessionSpan[] => [
  ...recent.slice(oldest),
  ...recent.slice(0, oldest),
];

const timeOrNull = (time: number): string | null => (Number.isNaN(time) ? null : timestamp(time));
const numberOrNull = (value: number): number | null => (value === none ? null : value);
const textOrNull = (text: string): string | null => (text === "" ? null : text);

const sessionRow = (stay: SessionSpan, { idOf, names }: FoldContext): SessionRow => ({
  session: stay.session,
  client_id: idOf(stay.client),
  name: names.people.values[stay.name] ?? idOf(stay.client),
  via: textOrNull(stay.via),
  state: stay.state,
  started: timeOrNull(stay.started),
  ended: timeOrNull(stay.ended),
  duration_ms: numberOrNull(stay.durationMs),
  code: numberOrNull(stay.code),
  status: textOrNull(stay.status),
  messages: stay.messages,
});

const messagesOf = ({ messages, ended }: State): SessionsReport["messages"] => {
  const total = [...messages].reduce((sum, [count, sessions]) => sum + count * sessions, 0);
  return {
    mean: ended.count === 0 ? null : total / ended.count,
    median: countedQuantile(messages, 0.5),
    max: Math.max(0, ...messages.keys()),
  };
};

const byClient = (state: State, { idOf, nameOf }: FoldContext): SessionsReport["by_client"] =>
  state.byClient
    .flatMap((distribution, client) =>
      distribution
        ? [Object.assign({ client_id: idOf(client), name: nameOf(client) }, durationStats(distribution))]
        : [],
    )
    .sort((left, right) => right.total_ms - left.total_ms);

const sideBySide = (
  { ended, cut }: State,
  { presences, last }: FoldContext,
): SessionsReport["side_by_side"] => ({
  sum_ms: ended.sum + cut.sum,
  present_ms: presences.reduce((sum, presence) => sum + presentMs(presence, last), 0),
});

/** The fold of how long sessions last. */
export const sessions = defineFold({
  key: "sessions",
  types: ["connected", "disconnected"],
  init,
  step,
  result: (state, context): SessionsReport => ({
    ended: durationStats(state.ended),
    cut: durationStats(state.cut),
    open: { count: withoutEnd(context.stays) },
    unstarted: { count: state.unstarted },
    quantile_error: quantileErrorOf(precise),
    histogram: sessionBars.map((from_ms, index) => ({
      from_ms,
      to_ms: sessionBars[index + 1] ?? null,
      count: state.histogram[index] ?? 0,
    })),
    bounces: state.bounces,
    silent: state.silent,
    messages: messagesOf(state),
    time_to_first_message: durationStats(state.firstMessage),
    side_by_side: sideBySide(state, context),
    by_client: byClient(state, context),
    by_via: [...state.byVia].map(([via, stats]) => Object.assign({ via }, durationStats(stats))),
    by_hour: state.hours.map(({ count, sum, ended }, hour) => ({
      hour,
      count,
      mean_ms: ended === 0 ? null : sum / ended,
    })),
    recent: [...newest(state), ...context.stays.lost.values(), ...context.stays.open.values()]
      .slice(-listed)
      .map((stay) => sessionRow(stay, context)),
  }),
});
