import type { Choose } from "./simulated-file.ts";

/** Random choices that a seed repeats (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const randomChoose =
  (random: () => number): Choose =>
  (options) =>
    Math.floor(random() * options);

/** Runs once for every sequence of choices, in order, at most `limit` times; returns the number of runs. */
export const exhaust = async (limit: number, run: (choose: Choose) => Promise<void>): Promise<number> => {
  let path: { choice: number; options: number }[] = [];
  for (let runs = 1; ; runs += 1) {
    let depth = 0;
    await run((options) => {
      path[depth] ??= { choice: 0, options };
      const choice = path[depth]?.choice ?? 0;
      depth += 1;
      return choice;
    });
    path = path.slice(0, depth);
    while ((path.at(-1)?.choice ?? 0) + 1 >= (path.at(-1)?.options ?? Infinity)) path.pop();
    const last = path.at(-1);
    if (!last || runs >= limit) return runs;
    last.choice += 1;
  }
};
