import type { DurationStats } from "@beseda/protocol";

/** Values in bounded memory: exact while there are few, in narrow logarithmic buckets after that. */
export interface Distribution {
  count: number;
  sum: number;
  max: number;
  /** Every value, until there are too many. */
  values: number[] | undefined;
  /** Bucket to number of values in it. */
  buckets: Map<number, number>;
}

/** So many values are kept as they are: medians and percentiles are then exact. */
export const exactValues = 10_000;
/** Relative width of a bucket: a quantile of many values is at most half of it off. */
export const bucketWidth = 0.002;
const logWidth = Math.log1p(bucketWidth);

export const emptyDistribution = (): Distribution => ({
  count: 0,
  sum: 0,
  max: 0,
  values: [],
  buckets: new Map(),
});

const bucketOf = (value: number): number => (value < 1 ? 0 : 1 + Math.floor(Math.log(value) / logWidth));
const middleOf = (bucket: number): number => (bucket === 0 ? 0 : Math.exp((bucket - 0.5) * logWidth));

export const addValue = (distribution: Distribution, value: number): void => {
  distribution.count += 1;
  distribution.sum += value;
  distribution.max = Math.max(distribution.max, value);
  if (distribution.values && distribution.values.length < exactValues) {
    distribution.values.push(value);
    return;
  }
  for (const kept of distribution.values ?? []) addToBucket(distribution, kept);
  distribution.values = undefined;
  addToBucket(distribution, value);
};

const addToBucket = ({ buckets }: Distribution, value: number): void => {
  const bucket = bucketOf(value);
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
};

/** The value that a share of all values is at most; the nearest rank, no interpolation. */
export const quantiles = (distribution: Distribution, shares: readonly number[]): number[] => {
  const { count, values } = distribution;
  const ranks = shares.map((share) => Math.max(1, Math.ceil(share * count)));
  if (values) {
    const sorted = Float64Array.from(values).sort();
    return ranks.map((rank) => sorted[rank - 1] ?? 0);
  }
  const buckets = [...distribution.buckets].sort(([left], [right]) => left - right);
  return ranks.map((rank) => Math.min(distribution.max, valueAtRank(buckets, rank)));
};

const valueAtRank = (buckets: ReadonlyArray<readonly [number, number]>, rank: number): number => {
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= rank) return Math.round(middleOf(bucket));
  }
  return 0;
};

export const durationStats = (distribution: Distribution): DurationStats => {
  const { count, sum, max } = distribution;
  if (count === 0) {
    return { count, total_ms: 0, mean_ms: null, median_ms: null, p90_ms: null, p95_ms: null, max_ms: null };
  }
  const [median = 0, p90 = 0, p95 = 0] = quantiles(distribution, [0.5, 0.9, 0.95]);
  return {
    count,
    total_ms: sum,
    mean_ms: sum / count,
    median_ms: median,
    p90_ms: p90,
    p95_ms: p95,
    max_ms: max,
  };
};
