import type { GrowthReport } from "@beseda/protocol";
import { daysOf, hasDayIn, type DaySet } from "../rows/day-set.ts";
import type { Row } from "../rows/row.ts";
import { shareOrNull } from "./counts.ts";
import { defineFold, type FoldContext } from "./fold.ts";
import { localDay } from "./timestamp.ts";
import { smallest } from "../extremes.ts";

interface State {
  last: number;
  /** The activities of each client, by index: bits of `done`. */
  clients: number[];
}

const done = { connected: 1, spoke: 2 } as const;

/** Days that a client is active on, its first one, and the weeks of them. */
interface Life {
  readonly days: DaySet;
  readonly first: number;
  /** How many of them there are. */
  readonly active: number;
  readonly weeks: ReadonlySet<number>;
}

const step = (state: State, row: Row): void => {
  if (row.isNewDay && row.day > state.last) state.last = row.day;
  if (row.isSaid) note(state, row.client, done.spoke);
  else if (row.type === "connected") note(state, row.client, done.connected);
};

const note = ({ clients }: State, client: number, bit: number): void => {
  while (clients.length <= client) clients.push(0);
  clients[client] = (clients[client] ?? 0) | bit;
};

/** Weeks begin on Mondays; 1970 began on a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7);
const mondayOf = (week: number): number => week * 7 - 3;

const livesOf = (clients: FoldContext["days"]): Life[] =>
  clients.flatMap((ofClient) => {
    const days = ofClient ? daysOf(ofClient) : [];
    const [first] = days;
    return ofClient && first !== undefined
      ? [{ days: ofClient, first, active: days.length, weeks: new Set(days.map(weekOf)) }]
      : [];
  });

const weeksOf = (lives: readonly Life[], last: number): GrowthReport["weeks"] => {
  const first = smallest(lives.map((life) => life.first));
  const weeks: GrowthReport["weeks"] = [];
  for (let week = weekOf(first); week <= weekOf(last); week += 1) {
    const row = { start: localDay(mondayOf(week)), active: 0, new: 0, kept: 0, returned: 0, lost: 0 };
    for (const life of lives) countWeek(row, life, week);
    weeks.push(row);
  }
  return weeks;
};

const countWeek = (row: GrowthReport["weeks"][number], { first, weeks }: Life, week: number): void => {
  const isKept = weeks.has(week - 1);
  if (!weeks.has(week)) {
    if (isKept) row.lost += 1;
    return;
  }
  row.active += 1;
  if (weekOf(first) === week) row.new += 1;
  else if (isKept) row.kept += 1;
  else row.returned += 1;
};

const cohortsOf = (lives: readonly Life[], last: number): GrowthReport["cohorts"] =>
  [...Map.groupBy(lives, ({ first }) => weekOf(first))]
    .sort(([left], [right]) => left - right)
    .map(([week, cohort]) => ({
      start: localDay(mondayOf(week)),
      size: cohort.length,
      day_1: kept(cohort, { from: 1, to: 2, last }),
      day_7: kept(cohort, { from: 7, to: 8, last }),
      week_4: kept(cohort, { from: 21, to: 28, last }),
    }));

/** The part of a cohort that was active so many days after their first one; null while it is too early to tell. */
const kept = (
  cohort: readonly Life[],
  { from, to, last }: { from: number; to: number; last: number },
): number | null => {
  const old = cohort.filter(({ first }) => first + to - 1 <= last);
  const there = old.filter(({ days, first }) => hasDayIn(days, first + from, first + to));
  return old.length < cohort.length ? null : shareOrNull(there.length, old.length);
};

const activeIn = (lives: readonly Life[], from: number, to: number): number =>
  lives.filter(({ days }) => hasDayIn(days, from, to)).length;

const meanDaily = (lives: readonly Life[], last: number): number => {
  const first = smallest(lives.map((life) => life.first));
  let sum = 0;
  for (const { active } of lives) sum += active;
  return sum / (last - first + 1);
};

const noWeeks: Pick<GrowthReport, "weeks" | "cohorts"> = { weeks: [], cohorts: [] };

/** The fold of who comes, stays and goes. */
export const growth = defineFold({
  key: "growth",
  init: (): State => ({ last: Number.NEGATIVE_INFINITY, clients: [] }),
  step,
  result: (state, context): GrowthReport => {
    const lives = livesOf(context.days);
    const { last } = state;
    const isEmpty = lives.length === 0;
    const mean = isEmpty ? 0 : meanDaily(lives, last);
    const monthly = activeIn(lives, last - 29, last + 1);
    const connected = state.clients.filter((client) => client & done.connected);
    const spoke = connected.filter((client) => client & done.spoke);
    return {
      daily: activeIn(lives, last, last + 1),
      weekly: activeIn(lives, last - 6, last + 1),
      monthly,
      mean_daily: mean,
      stickiness: monthly === 0 ? null : Math.min(1, mean / monthly),
      ...(isEmpty ? noWeeks : { weeks: weeksOf(lives, last), cohorts: cohortsOf(lives, last) }),
      activation: {
        connected: connected.length,
        spoke: spoke.length,
        share: shareOrNull(spoke.length, connected.length),
      },
    };
  },
});
