import type { ActivityReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { shareOf } from "./counts.ts";
import { longestStreak } from "../rows/day-set.ts";
import { defineFold } from "./fold.ts";
import { emptySeries, timelineOf, valueAt, type Series, type SeriesOf } from "./series.ts";
import { localDay, localMinute, timestamp } from "./timestamp.ts";
import { addToWeek, emptyWeek, weekRows, type Week } from "./week.ts";

/** The step of time that is going on, and the busiest one so far. */
interface Busiest {
  now: number;
  count: number;
  best: number;
  bestCount: number;
}

interface Said {
  messages: number;
}

interface State {
  messages: number;
  last: number;
  silence: { start: number; end: number } | undefined;
  series: Series<Said>;
  week: Week;
  days: Map<number, Said>;
  day: number;
  today: Said;
  minute: Busiest;
  hour: Busiest;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const notBusy = (): Busiest => ({ now: Number.NaN, count: 0, best: Number.NaN, bestCount: 0 });

const init = (): State => ({
  messages: 0,
  last: Number.NaN,
  silence: undefined,
  series: emptySeries(),
  week: emptyWeek(),
  days: new Map(),
  day: Number.NaN,
  today: { messages: 0 },
  minute: notBusy(),
  hour: notBusy(),
});

const said: SeriesOf<Said> = {
  empty: () => ({ messages: 0 }),
  merge: (into, other) => {
    into.messages += other.messages;
  },
};

const step = (state: State, row: Row): void => {
  if (!row.isSaid) return;
  state.messages += 1;
  valueAt(state.series, row.local, said).messages += 1;
  addToWeek(state.week, row);
  if (row.day !== state.day) turnTo(state, row.day);
  state.today.messages += 1;
  note(state.minute, Math.floor(row.local / minuteMs));
  note(state.hour, Math.floor(row.local / hourMs));
  const { silence, last } = state;
  if (row.time - last > (silence ? silence.end - silence.start : 0))
    state.silence = { start: last, end: row.time };
  if (!(row.time <= last)) state.last = row.time;
};

const turnTo = (state: State, day: number): void => {
  state.day = day;
  state.today = state.days.get(day) ?? { messages: 0 };
  state.days.set(day, state.today);
};

/** Messages come in order of time: earlier ones are not needed. If a clock goes back, a step begins anew. */
const note = (busiest: Busiest, now: number): void => {
  busiest.count = now === busiest.now ? busiest.count + 1 : 1;
  busiest.now = now;
  if (busiest.count <= busiest.bestCount) return;
  busiest.best = now;
  busiest.bestCount = busiest.count;
};

const peakOf = ({ best, bestCount }: Busiest, width: number): ActivityReport["busiest_minute"] =>
  bestCount === 0 ? null : { start: localMinute(best * width), messages: bestCount };

const busiestDay = (days: ReadonlyMap<number, Said>): ActivityReport["busiest_day"] => {
  const [best] = [...days].sort(([, left], [, right]) => right.messages - left.messages);
  return best ? { start: localDay(best[0]), messages: best[1].messages } : null;
};

const silenceOf = ({ silence }: State): ActivityReport["longest_silence"] =>
  silence
    ? {
        start: timestamp(silence.start),
        end: timestamp(silence.end),
        duration_ms: silence.end - silence.start,
      }
    : null;

/** The fold of when people write. */
export const activity = defineFold({
  key: "activity",
  types: ["message"],
  init,
  step,
  result: (state): ActivityReport => {
    const { step: width, points } = timelineOf(state.series);
    const days = [...state.days.keys()].sort((left, right) => left - right);
    const period = (days.at(-1) ?? 0) - (days[0] ?? 0) + 1;
    return {
      step: width,
      timeline: points.map(([start, { messages }]) => ({ start, messages })),
      week: weekRows(state.week),
      busiest_minute: peakOf(state.minute, minuteMs),
      busiest_hour: peakOf(state.hour, hourMs),
      busiest_day: busiestDay(state.days),
      active_days: days.length,
      longest_streak_days: longestStreak(days),
      mean_per_day: shareOf(state.messages, days.length === 0 ? 0 : period),
      longest_silence: silenceOf(state),
    };
  },
});
