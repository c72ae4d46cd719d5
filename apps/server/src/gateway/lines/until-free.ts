import { setTimeout as sleep } from "node:timers/promises";

/** Lines are not refused but waited for: whoever types faster than allowed is read more slowly. */
export const untilFree = async (waitMs: () => number, signal: AbortSignal): Promise<void> => {
  for (let restMs = waitMs(); restMs > 0; restMs = waitMs())
    await sleep(Math.ceil(restMs), undefined, { signal });
};
