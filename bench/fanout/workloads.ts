import type { Duration, Workload } from "./measure.ts";

/** Messages are of 80 characters, in one room. */
export const workloads: readonly Workload[] = [
  { readers: 200, rate: 100 },
  { readers: 200, rate: 500 },
  { readers: 1000, rate: 5 },
];

export const nameOf = ({ readers, rate }: Workload): string => `${readers}x${rate}`;

/** So long that the clock of the kernel, which ticks 100 times a second, can measure the difference. */
export const durationOf = ({ readers, rate }: Workload, quick: boolean): Duration => {
  const deliveries = quick ? 30_000 : 80_000;
  const seconds = Math.max(quick ? 2 : 4, Math.ceil(deliveries / readers / rate));
  return { warmUpSeconds: 2, seconds: Math.min(seconds, 10) };
};
