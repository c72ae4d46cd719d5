import type { Step } from "@beseda/protocol";
import { localDay, localMinute } from "./timestamp.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  { step: "minute", width: minute },
  { step: "5-minutes", width: 5 * minute },
  { step: "15-minutes", width: 15 * minute },
  { step: "hour", width: hour },
  { step: "6-hours", width: 6 * hour },
  { step: "day", width: day },
  { step: "week", width: 7 * day },
] as const satisfies ReadonlyArray<{ step: Step; width: number }>;
const coarsest = steps.length - 1;

/** 1970 began on a Thursday; weeks begin on Mondays. */
const mondayOffset = 3 * day;

/** More steps than a chart has room for. */
const longest = 1500;

/** Values along the wall clock, in steps that grow with the time that the log covers. */
export interface Series<Value> {
  /** Index of the width of a step. */
  step: number;
  values: Map<number, Value>;
  /** The step that was looked at last: from when, until when, and its value. */
  from: number;
  to: number;
  value: Value | undefined;
}

export const emptySeries = <Value>(): Series<Value> => ({
  step: 0,
  values: new Map(),
  from: 0,
  to: 0,
  value: undefined,
});

const widthOf = (step: number): number => steps[step]?.width ?? day;
const shiftOf = (step: number): number => (step === coarsest ? mondayOffset : 0);

const keyAt = (step: number, local: number): number => Math.floor((local + shiftOf(step)) / widthOf(step));
const startOf = (step: number, key: number): number => key * widthOf(step) - shiftOf(step);

/** How the values of a series are made, and taken together when steps get wider. Values are objects. */
export interface SeriesOf<Value> {
  readonly empty: () => Value;
  readonly merge: (into: Value, other: Value) => void;
}

/** The value of the step that a moment is in, to be changed. After the call the step ends at `series.to`. */
export const valueAt = <Value>(series: Series<Value>, local: number, of: SeriesOf<Value>): Value => {
  if (local >= series.from && local < series.to && series.value !== undefined) return series.value;
  let value = find(series, local, of);
  while (series.values.size > longest && series.step < coarsest) {
    coarsen(series, of);
    value = find(series, local, of);
  }
  return value;
};

const find = <Value>(series: Series<Value>, local: number, { empty }: SeriesOf<Value>): Value => {
  const key = keyAt(series.step, local);
  let value = series.values.get(key);
  if (value === undefined) series.values.set(key, (value = empty()));
  series.from = startOf(series.step, key);
  series.to = startOf(series.step, key + 1);
  series.value = value;
  return value;
};

const coarsen = <Value>(series: Series<Value>, { merge }: SeriesOf<Value>): void => {
  const { step, values } = series;
  series.step = step + 1;
  series.values = new Map();
  for (const [key, value] of values) {
    const wider = keyAt(series.step, startOf(step, key));
    const there = series.values.get(wider);
    if (there === undefined) series.values.set(wider, value);
    else merge(there, value);
  }
};

/** The steps that have a value, in their order. */
export const timelineOf = <Value>(series: Series<Value>): { step: Step; points: Array<[string, Value]> } => {
  const write = widthOf(series.step) < day ? localMinute : (local: number): string => localDay(local / day);
  const points = [...series.values]
    .sort(([left], [right]) => left - right)
    .map(([key, value]): [string, Value] => [write(startOf(series.step, key)), value]);
  return { step: steps[series.step]?.step ?? "day", points };
};
