import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits, but not for ever: a benchmark that hangs would hold up everybody who waits for a quiet machine.
 * @throws {Error} that says what was waited for
 */
export const within = async <Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> => {
  const over = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(ms, undefined, { signal: over.signal });
    throw new Error(`waited ${ms} ms in vain for ${what}`);
  };
  try {
    return await Promise.race([promise, late()]);
  } finally {
    over.abort();
  }
};
