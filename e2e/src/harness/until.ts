import { setTimeout as sleep } from "node:timers/promises";

/** As long as a busy machine takes; an earlier result ends the wait. */
export const timeoutMs = 120_000;

/**
 * Waits until something is there.
 * @throws {Error} naming what was waited for, after `withinMs`
 */
export const until = async <Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  withinMs = timeoutMs,
): Promise<Value> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await sleep(20);
  }
};
