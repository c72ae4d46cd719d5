import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What this process holds after garbage is collected, in bytes. */
export const heldBytes = async (): Promise<number> => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  for (let round = 0; round < 4; round += 1) {
    if (typeof collectGarbage === "function") collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
