/** The smallest of any number of values; infinity of none. Spreading them as arguments fails at 100,000. */
export const smallest = (values: Iterable<number>): number => {
  let found = Infinity;
  for (const value of values) if (value < found) found = value;
  return found;
};

/** The largest of any number of values; minus infinity of none. */
export const largest = (values: Iterable<number>): number => {
  let found = -Infinity;
  for (const value of values) if (value > found) found = value;
  return found;
};
