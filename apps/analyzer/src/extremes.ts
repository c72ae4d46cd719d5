/** The smallest of any number of values; infinity of none. To spread them as arguments ends at a hundred thousand. */
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
