const hours = 7 * 24;

/** A number for each hour of the week, from Monday. */
export type Week = Float64Array;

export const emptyWeek = (): Week => new Float64Array(hours);

export const addToWeek = (
  week: Week,
  { weekday, hour }: { weekday: number; hour: number },
  amount = 1,
): void => {
  const at = weekday * 24 + hour;
  week[at] = (week[at] ?? 0) + amount;
};

/** The week as seven rows of 24 hours. */
export const weekRows = (week: Week): number[][] =>
  Array.from({ length: 7 }, (_, weekday) => [...week.subarray(weekday * 24, weekday * 24 + 24)]);
