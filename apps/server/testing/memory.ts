import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Returns the memory that this process holds after garbage collection, in bytes. */
export const heldBytes = async (): Promise<number> => {
  await collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Returns the same for buffers alone. */
export const heldBufferBytes = async (): Promise<number> => {
  await collect();
  return process.memoryUsage().arrayBuffers;
};

const collect = async (): Promise<void> => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  // Under changed flags, V8 recompiles Node's precompiled code in every new thread.
  setFlagsFromString("--no-expose-gc");
  for (let round = 0; round < 4; round += 1) {
    if (typeof collectGarbage === "function") collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
