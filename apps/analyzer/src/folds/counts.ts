/** How often each thing was seen. */
export type Counts<Key> = Map<Key, number>;

export const increment = <Key>(counts: Counts<Key>, key: Key, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** The most frequent first; of equally frequent ones the one that was seen first. */
export const mostFirst = <Key>(counts: ReadonlyMap<Key, number>, limit = Infinity): Array<[Key, number]> =>
  [...counts].sort(([, left], [, right]) => right - left).slice(0, limit);

/** The most frequent key; undefined when there is none. */
export const mostFrequent = <Key>(counts: ReadonlyMap<Key, number>): Key | undefined =>
  mostFirst(counts, 1)[0]?.[0];

/** A part of a whole; 0 of nothing. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Like `shareOf`, but a share of nothing does not exist. */
export const shareOrNull = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;

/** The value that a share of all is at most, of whole numbers that were counted. */
export const countedQuantile = (counts: ReadonlyMap<number, number>, share: number): number | null => {
  const sorted = [...counts].sort(([left], [right]) => left - right);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return null;
};

/** Counts in bounded memory: the rare ones are forgotten when there are too many different ones. */
export interface BoundedCounts<Key> {
  readonly counts: Counts<Key>;
  readonly capacity: number;
  /** No count is short by more than this. */
  shortBy: number;
}

export const boundedCounts = <Key>(capacity: number): BoundedCounts<Key> => ({
  counts: new Map(),
  capacity,
  shortBy: 0,
});

export const incrementBounded = <Key>(bounded: BoundedCounts<Key>, key: Key): void => {
  increment(bounded.counts, key);
  if (bounded.counts.size <= bounded.capacity) return;
  const middle = [...bounded.counts.values()].sort((left, right) => left - right)[bounded.capacity >> 1] ?? 0;
  for (const [rare, count] of bounded.counts) if (count <= middle) bounded.counts.delete(rare);
  bounded.shortBy += middle;
};
