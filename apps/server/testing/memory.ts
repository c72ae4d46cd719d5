import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What this process holds after garbage is collected, in bytes. */
export const heldBytes = async (): Promise<number> => {
  await collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** The same, of buffers alone. */
export const heldBufferBytes = async (): Promise<number> => {
  await collect();
  return process.memoryUsage().arrayBuffers;
};

const collect = async (): Promise<void> => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  // Under flags that are not its own V8 compiles anew what Node brings along compiled, in every thread that begins.
  setFlagsFromString("--no-expose-gc");
  for (let round = 0; round < 4; round += 1) {
    if (typeof collectGarbage === "function") collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
