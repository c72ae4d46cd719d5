import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a value is there.
 * @throws {Error} naming what was waited for
 */
export const until = async <Value>(
  what: () => string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  withinMs = 120_000,
): Promise<Value> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what()}`);
    await sleep(5);
  }
};
