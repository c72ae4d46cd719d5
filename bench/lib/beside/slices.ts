import { setTimeout as sleep } from "node:timers/promises";
import { median, percentile } from "../statistics.ts";
import type { VitalSigns, Vitals } from "../vitals.ts";
import type { Noticed, Witness } from "./witness.ts";

/** A short time in which people talked, and how the server fared. */
export interface Slice {
  readonly noticed: Noticed;
  readonly vitals: Vitals;
}

/** The same people over the same connections, alone and beside the measured load, within about a second. */
export interface SlicePair {
  readonly alone: Slice;
  readonly beside: Slice;
}

/** The activity beside people, on and off. */
export interface Company {
  begin(): Promise<void>;
  /** Resolves when the server has it behind it. */
  end(): Promise<void>;
}

export interface SlicesOptions {
  readonly witness: Witness;
  readonly vitals: VitalSigns;
  readonly company: Company;
  readonly pairs: number;
  readonly sliceMs: number;
}

/** The time in which the last answers are forgotten, by the server and by the system. */
const settleMs = 100;

/**
 * Measures in many short pairs: a machine is quicker in one minute than in the next by more than what is measured, but
 * hardly from one half second to the other. Alone comes first, as what went on leaves the server with work for a while.
 */
export const measureSlices = async (options: SlicesOptions): Promise<readonly SlicePair[]> => {
  const { company, pairs } = options;
  const measured: SlicePair[] = [];
  for (let count = 0; count < pairs; count += 1) {
    await sleep(settleMs);
    const alone = await measureSlice(options);
    await company.begin();
    const beside = await measureSlice(options);
    await company.end();
    measured.push({ alone, beside });
  }
  return measured;
};

const measureSlice = async ({ witness, vitals, sliceMs }: SlicesOptions): Promise<Slice> => {
  await vitals.take();
  const noticed = await witness.talk(sliceMs / 1000);
  return { noticed, vitals: await vitals.take() };
};

/** How much longer the slowest hundredth of all slices took. */
export interface Pooled {
  readonly p50Alone: number;
  readonly p50Beside: number;
  readonly alone: number;
  readonly beside: number;
  readonly times: number;
  /** The range of `times` in 95 of 100 drawings of as many pairs from these. */
  readonly interval: readonly [number, number];
}

const drawings = 500;
/** The same drawings for everybody who looks. */
const seed = 20_261_130;

const rounded = (value: number): number => Number(value.toFixed(2));

/** Pools all slices: the p99 of one slice would be its slowest message. */
export const pooledOf = (pairs: readonly SlicePair[], kind: keyof Noticed): Pooled => {
  const at = (chosen: readonly SlicePair[], side: keyof SlicePair, share: number): number =>
    percentile(Float64Array.from(chosen.flatMap((pair) => pair[side].noticed[kind])).sort(), share);
  const times = (chosen: readonly SlicePair[]): number =>
    at(chosen, "beside", 0.99) / at(chosen, "alone", 0.99);
  const random = randomOf(seed);
  const drawn = Float64Array.from({ length: drawings }, () =>
    times(pairs.map((pair) => pairs[Math.floor(random() * pairs.length)] ?? pair)),
  ).sort();
  return {
    p50Alone: rounded(at(pairs, "alone", 0.5)),
    p50Beside: rounded(at(pairs, "beside", 0.5)),
    alone: rounded(at(pairs, "alone", 0.99)),
    beside: rounded(at(pairs, "beside", 0.99)),
    times: rounded(times(pairs)),
    interval: [rounded(percentile(drawn, 0.025)), rounded(percentile(drawn, 0.975))],
  };
};

/** Mulberry32. */
const randomOf = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** How the server and the witness fared, alone and beside: the slices' median, and the longest in all. */
export const vitalsOf = (pairs: readonly SlicePair[], side: keyof SlicePair) => {
  const of = (read: (vitals: Vitals) => number): number =>
    rounded(median(pairs.map((pair) => read(pair[side].vitals))));
  return {
    serverRan: of(({ server }) => server.ran),
    serverWaited: of(({ server }) => server.waited),
    witnessRan: of(({ witness }) => witness.ran),
    witnessWaited: of(({ witness }) => witness.waited),
    loopP99: of(({ lateness }) => lateness.p99),
    loopLongest: rounded(Math.max(...pairs.map((pair) => pair[side].vitals.lateness.longest))),
  };
};
