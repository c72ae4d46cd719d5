import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a line is allowed: lines are not refused, but a client that is too fast is read more slowly.
 */
export const untilFree = async (waitMs: () => number, signal: AbortSignal): Promise<void> => {
  for (let restMs = waitMs(); restMs > 0; restMs = waitMs())
    await sleep(Math.ceil(restMs), undefined, { signal });
};
