import { largest } from "../extremes.ts";

/** The same counts in an array that has an index. */
export const longer = (counts: Uint32Array, index: number): Uint32Array => {
  const more = new Uint32Array(Math.max(16, index * 2));
  more.set(counts);
  return more;
};

/** The value that half of all are at most, where the values are the indexes. */
export const medianIndex = (counts: Uint32Array, all: number): number | null => {
  if (all === 0) return null;
  let seen = 0;
  for (let index = 0; index < counts.length; index += 1) {
    seen += counts[index] ?? 0;
    if (seen * 2 >= all) return index;
  }
  return null;
};

/** The value that most have. */
export const mostAt = (counts: Uint32Array): number | null => {
  const most = largest(counts);
  return most === 0 ? null : counts.indexOf(most);
};
