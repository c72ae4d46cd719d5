/** Something for each pair of clients, in bounded memory: the rare pairs are forgotten when there are too many. */
export interface Pairs<Value extends { readonly count: number }> {
  /** By who, then by whom. */
  readonly values: Map<number, Map<number, Value>>;
  size: number;
  /** No count is short by more than this. */
  shortBy: number;
}

export interface Pair<Value> {
  readonly from: number;
  readonly to: number;
  readonly value: Value;
}

const capacity = 50_000;
/** Counts up to here are told apart when rare pairs are looked for. */
const rareCounts = 64;

export const noPairs = <Value extends { readonly count: number }>(): Pairs<Value> => ({
  values: new Map(),
  size: 0,
  shortBy: 0,
});

/** The value of a pair, to be changed; undefined where there is none yet. */
export const pairOf = <Value extends { readonly count: number }>(
  { values }: Pairs<Value>,
  from: number,
  to: number,
): Value | undefined => values.get(from)?.get(to);

/** Adds a pair that is not there. */
export const addPair = <Value extends { readonly count: number }>(
  pairs: Pairs<Value>,
  { from, to, value }: Pair<Value>,
): void => {
  if (pairs.size >= capacity) forgetRare(pairs);
  const targets = pairs.values.get(from);
  if (targets) targets.set(to, value);
  else pairs.values.set(from, new Map([[to, value]]));
  pairs.size += 1;
};

/** The count that at least half of all pairs are at most. */
const middleCount = <Value extends { readonly count: number }>({ values, size }: Pairs<Value>): number => {
  const pairs = new Uint32Array(rareCounts + 1);
  for (const targets of values.values()) {
    for (const { count } of targets.values()) {
      const rare = Math.min(count, rareCounts);
      pairs[rare] = (pairs[rare] ?? 0) + 1;
    }
  }
  let seen = 0;
  return pairs.findIndex((count) => (seen += count) * 2 >= size);
};

const forgetRare = <Value extends { readonly count: number }>(pairs: Pairs<Value>): void => {
  const middle = middleCount(pairs);
  for (const targets of pairs.values.values()) {
    for (const [to, { count }] of targets) {
      if (count > middle) continue;
      targets.delete(to);
      pairs.size -= 1;
    }
  }
  pairs.shortBy += middle;
};

export const mostFrequentPairs = <Value extends { readonly count: number }>(
  { values }: Pairs<Value>,
  limit: number,
): Array<Pair<Value>> =>
  [...values]
    .flatMap(([from, targets]) => [...targets].map(([to, value]) => ({ from, to, value })))
    .sort(
      (left, right) => right.value.count - left.value.count || left.from - right.from || left.to - right.to,
    )
    .slice(0, limit);
