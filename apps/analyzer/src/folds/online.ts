import type { OnlineReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { defineFold } from "./fold.ts";
import { emptySeries, timelineOf, valueAt, type Series, type SeriesOf } from "./series.ts";
import { timestamp } from "./timestamp.ts";
import { emptyWeek, weekRows, type Week } from "./week.ts";

interface Level {
  /** Sessions × milliseconds. */
  area: number;
  coveredMs: number;
  peak: number;
}

interface State {
  last: number;
  lastLocal: number;
  level: number;
  peak: number;
  peakTime: number;
  total: Level;
  series: Series<Level>;
  weekArea: Week;
  weekCovered: Week;
}

const hourMs = 3_600_000;
/** The week of 1970-01-01 began three days before it. */
const mondayOffset = 3 * 24 * hourMs;
const weekHours = 7 * 24;

const noLevel = (): Level => ({ area: 0, coveredMs: 0, peak: 0 });

const init = (): State => ({
  last: Number.NaN,
  lastLocal: 0,
  level: 0,
  peak: 0,
  peakTime: 0,
  total: noLevel(),
  series: emptySeries(),
  weekArea: emptyWeek(),
  weekCovered: emptyWeek(),
});

const step = (state: State, row: Row): void => {
  const downSince = row.type === "server-started" ? row.previous : row.time;
  // A server that starts was down since its last record: nobody was there.
  pass(state, downSince);
  if (downSince < row.time) {
    state.level = 0;
    pass(state, row.time);
  }
  if (!(row.time < state.last)) {
    state.last = row.time;
    state.lastLocal = row.local;
  }
  state.level = row.stays.open.size;
  if (state.level <= state.peak) return;
  state.peak = state.level;
  state.peakTime = row.time;
};

/** Time goes by, up to a moment; summer time that begins or ends in it counts from the next change on. */
const pass = (state: State, time: number): void => {
  if (!(time > state.last)) return;
  const elapsedMs = time - state.last;
  const end = state.lastLocal + elapsedMs;
  addLevel(state.total, state.level, elapsedMs);
  for (let at = state.lastLocal; at < end;) {
    const value = valueAt(state.series, at, levels);
    const next = Math.min(end, state.series.to);
    addLevel(value, state.level, next - at);
    at = next;
  }
  passWeek(state, end);
  state.last = time;
  state.lastLocal = end;
};

const passWeek = (state: State, end: number): void => {
  for (let at = state.lastLocal; at < end;) {
    const hour = Math.floor(at / hourMs);
    const next = Math.min(end, (hour + 1) * hourMs);
    const index = (((hour + mondayOffset / hourMs) % weekHours) + weekHours) % weekHours;
    state.weekArea[index] = (state.weekArea[index] ?? 0) + state.level * (next - at);
    state.weekCovered[index] = (state.weekCovered[index] ?? 0) + next - at;
    at = next;
  }
};

const addLevel = (level: Level, sessions: number, elapsedMs: number): void => {
  level.area += sessions * elapsedMs;
  level.coveredMs += elapsedMs;
  level.peak = Math.max(level.peak, sessions);
};

const levels: SeriesOf<Level> = {
  empty: noLevel,
  merge: (into, other) => {
    into.area += other.area;
    into.coveredMs += other.coveredMs;
    into.peak = Math.max(into.peak, other.peak);
  },
};

const meanOf = ({ area, coveredMs }: Level): number => (coveredMs === 0 ? 0 : area / coveredMs);

/** The state at the end of the log, which is later than the last change. */
const upTo = (state: State, time: number): State => {
  const { total, series, weekArea, weekCovered } = state;
  const values = new Map([...series.values].map(([key, level]) => [key, { ...level }]));
  const copy = {
    ...state,
    total: { ...total },
    series: { ...series, values, value: undefined },
    weekArea: weekArea.slice(),
    weekCovered: weekCovered.slice(),
  };
  pass(copy, time);
  return copy;
};

/** The fold of how many sessions there are at a time. */
export const online = defineFold({
  key: "online",
  types: ["connected", "disconnected", "server-started"],
  init,
  step,
  result: (state, { last }): OnlineReport => {
    const { total, series, weekArea, weekCovered } = upTo(state, last);
    const { step: width, points } = timelineOf(series);
    const week = weekArea.map((area, index) => area / (weekCovered[index] || 1));
    return {
      peak: state.peak === 0 ? null : { sessions: state.peak, time: timestamp(state.peakTime) },
      mean: meanOf(total),
      step: width,
      timeline: points.map(([start, level]) => ({ start, mean: meanOf(level), peak: level.peak })),
      week: weekRows(week),
    };
  },
});
