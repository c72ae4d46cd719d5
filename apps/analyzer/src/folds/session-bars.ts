const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The lower bounds of the bars of the histogram of lengths. */
export const sessionBars: readonly number[] = [
  0,
  10 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  day,
];

/** Index of the bar that a length falls into. */
export const barOf = (durationMs: number): number => {
  let bar = sessionBars.length - 1;
  while (bar > 0 && (sessionBars[bar] ?? 0) > durationMs) bar -= 1;
  return bar;
};
