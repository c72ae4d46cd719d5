import type { DurationStats } from "@beseda/protocol";

/** How precise a distribution is, for how much memory. */
export interface Precision {
  /** So many values are kept as they are: everything is exact up to there. */
  readonly exact: number;
  /** Every power of two has 2^bits buckets: after that a quantile is off by at most 2^-(bits + 1) of itself. */
  readonly bits: number;
}

/** The precision of a single distribution, and of one that each client has. */
export const precise: Precision = { exact: 10_000, bits: 8 };
export const ofOne: Precision = { exact: 128, bits: 5 };

/** Quantiles of many values are off by at most this part of themselves. */
export const quantileErrorOf = ({ bits }: Precision): number => 2 ** -(bits + 1);

/** Values in bounded memory: exact while there are few, in narrow logarithmic buckets after that. */
export interface Distribution {
  readonly precision: Precision;
  count: number;
  sum: number;
  max: number;
  /** Every value, until there are too many. */
  values: number[] | undefined;
  /** Number of values in the buckets from `first` on. */
  first: number;
  buckets: Uint32Array | undefined;
}

export const emptyDistribution = (precision = precise): Distribution => ({
  precision,
  count: 0,
  sum: 0,
  max: 0,
  values: [],
  first: 0,
  buckets: undefined,
});

/** Buckets are as wide as a float with `bits` bits behind its point is precise; values below 2^bits have one each. */
const bucketOf = ({ bits }: Precision, value: number): number => {
  const whole = Math.min(largest, Math.floor(value));
  const exponent = Math.max(0, 31 - Math.clz32(whole) - bits);
  return (exponent << bits) + (whole >>> exponent);
};

/** 49 days in milliseconds: the largest number that bits can be counted of. */
const largest = 2 ** 32 - 1;

const middleOf = ({ bits }: Precision, bucket: number): number => {
  const exponent = Math.max(0, (bucket >> bits) - 1);
  const start = (bucket - (exponent << bits)) * 2 ** exponent;
  return exponent === 0 ? start : start + 2 ** exponent / 2;
};

export const addValue = (distribution: Distribution, value: number): void => {
  distribution.count += 1;
  distribution.sum += value;
  if (value > distribution.max) distribution.max = value;
  const { values, precision } = distribution;
  if (!values) return addToBucket(distribution, bucketOf(precision, value));
  values.push(value);
  if (values.length <= precision.exact) return;
  distribution.values = undefined;
  for (const kept of values) addToBucket(distribution, bucketOf(precision, kept));
};

const roomAround = 32;

const addToBucket = (distribution: Distribution, bucket: number): void => {
  const buckets = bucketsFor(distribution, bucket);
  const index = bucket - distribution.first;
  buckets[index] = (buckets[index] ?? 0) + 1;
};

/** The buckets, with one at that place. */
const bucketsFor = (distribution: Distribution, bucket: number): Uint32Array => {
  const { buckets, first } = distribution;
  const last = first + (buckets?.length ?? 0);
  if (buckets && bucket >= first && bucket < last) return buckets;
  const from = Math.max(0, Math.min(buckets ? first : bucket, bucket) - roomAround);
  const to = Math.max(buckets ? last : bucket, bucket) + roomAround;
  const wider = new Uint32Array(to - from);
  if (buckets) wider.set(buckets, first - from);
  distribution.first = from;
  distribution.buckets = wider;
  return wider;
};

/** The values that shares of all values are at most: the nearest ranks, without interpolation. */
export const quantiles = (distribution: Distribution, shares: readonly number[]): number[] => {
  const { count, values } = distribution;
  const ranks = shares.map((share) => Math.max(1, Math.ceil(share * count)));
  if (values) {
    const sorted = new Float64Array(values).sort();
    return ranks.map((rank) => sorted[rank - 1] ?? 0);
  }
  return ranks.map((rank) => Math.min(distribution.max, Math.round(valueAtRank(distribution, rank))));
};

const valueAtRank = ({ buckets, first, precision }: Distribution, rank: number): number => {
  let seen = 0;
  const index = buckets?.findIndex((count) => (seen += count) >= rank) ?? 0;
  return middleOf(precision, first + index);
};

/** One more of the same, to add to without changing the first. */
export const copyOf = (distribution: Distribution): Distribution => ({
  ...distribution,
  values: distribution.values && [...distribution.values],
  buckets: distribution.buckets?.slice(),
});

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
