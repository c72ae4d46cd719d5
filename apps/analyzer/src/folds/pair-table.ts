/**
 * Counts, and waits, of pairs of clients, in bounded memory: while there are few pairs every count is exact; when there
 * are too many, the rare ones are forgotten. Plain data.
 */
export interface PairTable {
  size: number;
  /** Per pair: who, whom, how often, and how many waits are in each bucket, if waits are kept. */
  from: Int32Array;
  to: Int32Array;
  counts: Uint32Array;
  waits: Uint32Array;
  /** Index of the pair in each slot of a hash table, -1 in an empty one. */
  slots: Int32Array;
  /** No count is short by more than this. */
  shortBy: number;
}

export interface PairCount {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly index: number;
}

const firstCapacity = 128;
const mostPairs = 8192;
/** Counts up to here are distinguished when rare pairs are looked for. */
const rareCounts = 64;

/** Waits are kept in tenths of seconds, in buckets of an eighth of a power of two: quantiles are off by 6 % at most. */
const waitUnitMs = 100;
const waitBits = 3;
const waitBuckets = 112;

export const emptyPairs = (keepsWaits = false): PairTable => ({
  size: 0,
  from: new Int32Array(firstCapacity),
  to: new Int32Array(firstCapacity),
  counts: new Uint32Array(firstCapacity),
  waits: new Uint32Array(keepsWaits ? firstCapacity * waitBuckets : 0),
  slots: new Int32Array(firstCapacity * 2).fill(-1),
  shortBy: 0,
});

/** The slot of a pair, or the empty one where it would be. */
const slotOf = ({ from, to, slots }: PairTable, who: number, whom: number): number => {
  const hash = Math.imul(Math.imul(who, 0x9e3779b1) ^ whom, 0x85ebca6b);
  let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
  for (;;) {
    const index = slots[slot] ?? -1;
    if (index < 0 || (from[index] === who && to[index] === whom)) return slot;
    slot = (slot + 1) & (slots.length - 1);
  }
};

/** Counts a pair once more; returns its index, which is good until the next call. */
export const addPair = (pairs: PairTable, who: number, whom: number): number => {
  const known = pairs.slots[slotOf(pairs, who, whom)] ?? -1;
  if (known >= 0) {
    pairs.counts[known] = (pairs.counts[known] ?? 0) + 1;
    return known;
  }
  if (pairs.size === mostPairs) forgetRare(pairs);
  else if (pairs.size === pairs.from.length) widen(pairs);
  const index = pairs.size;
  pairs.size += 1;
  pairs.from[index] = who;
  pairs.to[index] = whom;
  pairs.counts[index] = 1;
  pairs.slots[slotOf(pairs, who, whom)] = index;
  return index;
};

/** Notes how long a pair waited. */
export const addWait = ({ waits }: PairTable, index: number, waitMs: number): void => {
  const units = Math.floor(waitMs / waitUnitMs);
  const exponent = Math.max(0, 31 - Math.clz32(units) - waitBits);
  const bucket = Math.min(waitBuckets - 1, (exponent << waitBits) + (units >>> exponent));
  const at = index * waitBuckets + bucket;
  waits[at] = (waits[at] ?? 0) + 1;
};

/** The wait that a share of all waits of a pair is at most. */
export const waitQuantile = ({ waits }: PairTable, { index, count }: PairCount, share: number): number => {
  const rank = Math.max(1, Math.ceil(share * count));
  let seen = 0;
  for (let bucket = 0; bucket < waitBuckets; bucket += 1) {
    seen += waits[index * waitBuckets + bucket] ?? 0;
    if (seen >= rank) return middleOf(bucket);
  }
  return 0;
};

const middleOf = (bucket: number): number => {
  const exponent = Math.max(0, (bucket >> waitBits) - 1);
  const start = (bucket - (exponent << waitBits)) * 2 ** exponent;
  return (start + 2 ** exponent / 2) * waitUnitMs;
};

export const mostFrequentPairs = ({ size, from, to, counts }: PairTable, limit: number): PairCount[] =>
  Array.from({ length: size }, (_, index) => ({
    from: from[index] ?? 0,
    to: to[index] ?? 0,
    count: counts[index] ?? 0,
    index,
  }))
    .sort((left, right) => right.count - left.count || left.from - right.from || left.to - right.to)
    .slice(0, limit);

/** The count that at least half of all pairs are at most. */
const middleCount = ({ size, counts }: PairTable): number => {
  const pairs = new Uint32Array(rareCounts + 1);
  for (let index = 0; index < size; index += 1) {
    const rare = Math.min(counts[index] ?? 0, rareCounts);
    pairs[rare] = (pairs[rare] ?? 0) + 1;
  }
  let seen = 0;
  return pairs.findIndex((count) => (seen += count) * 2 >= size);
};

const widen = (pairs: PairTable): void => {
  const capacity = pairs.from.length * 2;
  const { from, to, counts, waits } = pairs;
  pairs.from = new Int32Array(capacity);
  pairs.from.set(from);
  pairs.to = new Int32Array(capacity);
  pairs.to.set(to);
  pairs.counts = new Uint32Array(capacity);
  pairs.counts.set(counts);
  pairs.waits = new Uint32Array(waits.length * 2);
  pairs.waits.set(waits);
  pairs.slots = new Int32Array(capacity * 2);
  index(pairs);
};

/** Puts all pairs into the hash table anew. */
const index = (pairs: PairTable): void => {
  pairs.slots.fill(-1);
  for (let at = 0; at < pairs.size; at += 1) {
    pairs.slots[slotOf(pairs, pairs.from[at] ?? 0, pairs.to[at] ?? 0)] = at;
  }
};

/** Moves the kept pairs to the front. */
const forgetRare = (pairs: PairTable): void => {
  const { size, from, to, counts, waits } = pairs;
  const middle = middleCount(pairs);
  let kept = 0;
  for (let at = 0; at < size; at += 1) {
    const count = counts[at] ?? 0;
    if (count <= middle) continue;
    from[kept] = from[at] ?? 0;
    to[kept] = to[at] ?? 0;
    counts[kept] = count;
    waits.copyWithin(kept * waitBuckets, at * waitBuckets, (at + 1) * waitBuckets);
    kept += 1;
  }
  waits.fill(0, kept * waitBuckets);
  pairs.size = kept;
  pairs.shortBy += middle;
  index(pairs);
};
