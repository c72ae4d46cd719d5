import type { CompareReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { shareOf } from "./counts.ts";
import { hasDayIn } from "../rows/day-set.ts";
import { endingKind } from "./ending.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { localDay } from "./timestamp.ts";

interface Day {
  messages: number;
  sessions: number;
  onlineMs: number;
  disconnects: number;
  abnormal: number;
}

interface State {
  days: Map<number, Day>;
  day: number;
  today: Day;
}

type Compared = CompareReport["messages"];

/** At most so many days are compared with as many before them. */
const longestPeriod = 30;

const noDay = (): Day => ({ messages: 0, sessions: 0, onlineMs: 0, disconnects: 0, abnormal: 0 });

const turnTo = (state: State, day: number): void => {
  state.day = day;
  state.today = state.days.get(day) ?? noDay();
  state.days.set(day, state.today);
};

const step = (state: State, row: Row): void => {
  if (row.day !== state.day) turnTo(state, row.day);
  const day = state.today;
  if (row.isSaid) day.messages += 1;
  else if (row.type === "connected") day.sessions += 1;
  else if (row.type === "disconnected") end(day, row);
};

const end = (day: Day, { stay }: Row): void => {
  if (!stay) return;
  day.disconnects += 1;
  if (endingKind(stay.status) === "abnormal") day.abnormal += 1;
  if (stay.state !== "unstarted") day.onlineMs += Math.max(0, stay.durationMs);
};

/** The sums of the days `from` … `to` - 1. */
const sumOf = (state: State, from: number, to: number): Day => {
  const sum = noDay();
  for (let number = from; number < to; number += 1) {
    const day = state.days.get(number);
    if (!day) continue;
    for (const field of ["messages", "sessions", "onlineMs", "disconnects", "abnormal"] as const) {
      sum[field] += day[field];
    }
  }
  return sum;
};

const clientsIn = ({ days }: FoldContext, from: number, to: number): number =>
  days.filter((ofClient) => ofClient && hasDayIn(ofClient, from, to)).length;

const compared = (now: number, before: number): Compared => ({
  now,
  before,
  change: before === 0 ? null : (now - before) / before,
});

/** The newest days of the log beside as many days before them. */
export const compare = defineFold({
  key: "compare",
  init: (): State => ({ days: new Map(), day: Number.NaN, today: noDay() }),
  step,
  result: (state, context): CompareReport => {
    const numbers = [...state.days.keys()];
    const last = numbers.reduce((max, day) => Math.max(max, day), Number.NEGATIVE_INFINITY);
    const first = numbers.reduce((min, day) => Math.min(min, day), Number.POSITIVE_INFINITY);
    const days = numbers.length === 0 ? 0 : Math.min(longestPeriod, Math.floor((last - first + 1) / 2));
    const from = last - days + 1;
    const now = sumOf(state, from, last + 1);
    const before = sumOf(state, from - days, from);
    return {
      days,
      start: days === 0 ? null : localDay(from),
      messages: compared(now.messages, before.messages),
      clients: compared(clientsIn(context, from, last + 1), clientsIn(context, from - days, from)),
      sessions: compared(now.sessions, before.sessions),
      online_ms: compared(now.onlineMs, before.onlineMs),
      disconnects: compared(now.disconnects, before.disconnects),
      abnormal_share: compared(
        shareOf(now.abnormal, now.disconnects),
        shareOf(before.abnormal, before.disconnects),
      ),
    };
  },
});
