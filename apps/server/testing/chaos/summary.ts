import { z } from "zod";

const leakSchema = z.object({ test: z.literal("leak"), sessions: z.int(), grownBytes: z.number() });
const fuzzSchema = z.object({
  test: z.literal("fuzz"),
  gateway: z.string(),
  sent: z.int(),
  closed: z.int(),
  grownBytes: z.number(),
});
const crowdSchema = z.object({
  test: z.literal("crowd"),
  clients: z.int(),
  messages: z.int(),
  deliveries: z.int(),
  lost: z.int(),
  duplicated: z.int(),
  disordered: z.int(),
});

interface Summary {
  /** The sessions opened and closed after all bounded memory was full. */
  readonly sessions?: number;
  /** Frames and lines, by gateway. */
  readonly frames: Readonly<Record<string, number>>;
  /** Connections that were closed for what came over them, by gateway. */
  readonly closed: Readonly<Record<string, number>>;
  /** The memory held after and not before a test, by test. */
  readonly growthMb: Readonly<Record<string, number>>;
  readonly clients?: number;
  readonly deliveries?: number;
  readonly lost?: number;
  readonly duplicated?: number;
  readonly disordered?: number;
}

const megabytes = (bytes: number): number => Number((bytes / 2 ** 20).toFixed(2));

/** Returns the lines of the tests as one set of figures, without tests that did not run. */
export const summaryOf = (lines: readonly string[]): Summary => {
  const figures: readonly unknown[] = lines.map((line): unknown => JSON.parse(line));
  const [leak] = figures.flatMap((one) => leakSchema.safeParse(one).data ?? []);
  const fuzz = figures.flatMap((one) => fuzzSchema.safeParse(one).data ?? []);
  const [found] = figures.flatMap((one) => crowdSchema.safeParse(one).data ?? []);
  const { test: _, ...crowd } = found ?? {};
  return {
    ...(leak && { sessions: leak.sessions }),
    frames: Object.fromEntries(fuzz.map(({ gateway, sent }) => [gateway, sent])),
    closed: Object.fromEntries(fuzz.map(({ gateway, closed }) => [gateway, closed])),
    growthMb: Object.fromEntries([
      ...(leak ? [["sessions", megabytes(leak.grownBytes)]] : []),
      ...fuzz.map(({ gateway, grownBytes }) => [gateway, megabytes(grownBytes)]),
    ]),
    ...crowd,
  };
};
