import type { Step } from "@beseda/protocol";

/** A time, and the value that stands there. */
export type Point = [time: number, value: number];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const widths: Readonly<Record<Step, number>> = {
  minute,
  "5-minutes": 5 * minute,
  "15-minutes": 15 * minute,
  hour,
  "6-hours": 6 * hour,
  day,
  week: 7 * day,
  month: 30 * day,
};
/** More points than pixels are useless. */
const mostPoints = 6000;
/** So many are drawn, however little was counted. */
const fewPoints = 120;
const wide = [widths["5-minutes"], widths["15-minutes"], hour, widths["6-hours"], day, widths.week];
/** 1970 began on a Thursday; weeks begin on Mondays. */
const mondayOffset = 3 * day;

const lengthOf = (points: readonly Point[], width: number): number =>
  ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0)) / width;

/** The value between two points is zero, not that of either of them. */
const withZeros = (points: readonly Point[], width: number): Point[] =>
  points.flatMap(([time, value], index): Point[] => {
    const next = points[index + 1]?.[0] ?? time;
    const isGap = next - time > width;
    const zeros: Point[] = [
      [time + width, 0],
      ...(next - time > 2 * width ? [[next - width, 0] as Point] : []),
    ];
    return isGap ? [[time, value], ...zeros] : [[time, value]];
  });

/** Every step from the first to the last, also those without a value; where these are too many, those that count. */
const filled = (points: readonly Point[], width: number): Point[] => {
  if (lengthOf(points, width) > mostPoints) return withZeros(points, width);
  const known = new Map(points);
  const first = points[0]?.[0] ?? 0;
  return Array.from({ length: Math.round(lengthOf(points, width)) + 1 }, (_, index): Point => {
    const time = first + index * width;
    return [time, known.get(time) ?? 0];
  });
};

/** Steps of another width, each with the sum of what was in it. */
const summed = (points: readonly Point[], width: number): Point[] => {
  const shift = width === widths.week ? mondayOffset : 0;
  const sums = new Map<number, number>();
  for (const [time, value] of points) {
    const start = Math.floor((time + shift) / width) * width - shift;
    sums.set(start, (sums.get(start) ?? 0) + value);
  }
  return [...sums];
};

/** A level along time: the known steps, in their order, and zeros where there is none. */
export const levels = (points: readonly Point[], step: Step): Point[] => filled(points, widths[step]);

/** Counts along time: as `levels`, in wider steps if the known ones are few and far between. */
export const counts = (points: readonly Point[], step: Step): Point[] => {
  const width = widths[step];
  const most = Math.max(fewPoints, points.length * 4);
  if (lengthOf(points, width) <= most) return filled(points, width);
  const wider = wide.find((other) => other > width && lengthOf(points, other) <= most) ?? widths.week;
  return filled(summed(points, wider), wider);
};
