import { median, percentile } from "../statistics.ts";
import { load } from "../usage.ts";
import type { Noticed, Witness } from "./witness.ts";

/** One round: the same people alone, and beside the measured load, one right after the other. */
interface Pair {
  readonly alone: Noticed;
  readonly beside: Noticed;
}

export interface PairsOptions {
  readonly witness: Witness;
  readonly rounds: number;
  readonly seconds: number;
  /** Begins the load beside them; it ends when it is disposed of. */
  readonly begin: () => Promise<AsyncDisposable>;
}

/** Measures in pairs; every other one begins with the company, so that a machine that gets slower favours neither. */
export const measurePairs = async (options: PairsOptions): Promise<readonly Pair[]> => {
  const { witness, rounds, seconds } = options;
  const alone = (): Promise<Noticed> => witness.talk(seconds);
  const beside = async (): Promise<Noticed> => {
    await using _company = await options.begin();
    // Awaited here: the company goes when this function does.
    return await witness.talk(seconds);
  };
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await alone();
      pairs.push({ alone: first, beside: await beside() });
    } else {
      const first = await beside();
      pairs.push({ beside: first, alone: await alone() });
    }
  }
  return pairs;
};

export interface Ratio {
  /** Median over the rounds of each round's p99, in milliseconds. */
  readonly alone: number;
  readonly beside: number;
  /** Median over the rounds of how many times as long it took. */
  readonly times: number;
  /** Half of the rounds are between these. */
  readonly quartiles: readonly [number, number];
  readonly p50Alone: number;
  readonly p50Beside: number;
}

const ascending = (values: readonly number[]): readonly number[] =>
  values.toSorted((one, other) => one - other);
const rounded = (value: number): number => Number(value.toFixed(2));

/** How much longer the slowest hundredth took beside the load, round by round. */
export const ratioOf = (pairs: readonly Pair[], kind: keyof Noticed): Ratio => {
  const at = (noticed: Noticed, share: number): number => percentile(ascending(noticed[kind]), share);
  const of = (side: keyof Pair, share: number): readonly number[] =>
    pairs.map((pair) => at(pair[side], share));
  const times = ascending(pairs.map(({ alone, beside }) => at(beside, 0.99) / at(alone, 0.99)));
  return {
    alone: rounded(median(of("alone", 0.99))),
    beside: rounded(median(of("beside", 0.99))),
    times: rounded(median(times)),
    quartiles: [rounded(percentile(times, 0.25)), rounded(percentile(times, 0.75))],
    p50Alone: rounded(median(of("alone", 0.5))),
    p50Beside: rounded(median(of("beside", 0.5))),
  };
};

/** The outcome of a benchmark of this kind. */
export const outcomeOf = (pairs: readonly Pair[]) => ({
  rounds: pairs.length,
  messages: pairs.reduce((sum, { alone, beside }) => sum + alone.acks.length + beside.acks.length, 0),
  acks: ratioOf(pairs, "acks"),
  deliveries: ratioOf(pairs, "deliveries"),
  load: rounded(load()),
});

/** The rows of a table about it. */
export const rowsOf = (name: string, pairs: readonly Pair[]): readonly (readonly string[])[] =>
  (["acks", "deliveries"] as const).map((kind) => {
    const { alone, beside, times, quartiles, p50Alone, p50Beside } = ratioOf(pairs, kind);
    return [`${name}: ${kind}`].concat(
      [p50Alone, p50Beside, alone, beside, times].map((value) => value.toFixed(2)),
      quartiles.map((value) => value.toFixed(2)).join(" … "),
    );
  });

export const header = ["", "p50 alone", "beside", "p99 alone", "beside", "times", "half of the rounds"];
