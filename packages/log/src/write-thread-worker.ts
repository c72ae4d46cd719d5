import { fdatasyncSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { slot, threadMemory } from "./write-thread-memory.ts";

const { control, place, data } = threadMemory(workerData);

const write = (): number => {
  const descriptor = control[slot.descriptor] ?? -1;
  const length = control[slot.length] ?? 0;
  const written = writeSync(descriptor, data, 0, length, place[0] ?? 0);
  if (control[slot.sync] === 1 && written === length) fdatasyncSync(descriptor);
  return written;
};

/** The error in the shared memory, its length negative. */
const tell = (error: unknown): number => {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const text = Buffer.from(JSON.stringify({ ...Object(error), message }));
  data.set(text);
  return -text.length;
};

for (let request = 1; ; request = (request + 1) | 0) {
  Atomics.wait(control, slot.requests, (request - 1) | 0);
  try {
    control[slot.result] = write();
  } catch (error) {
    control[slot.result] = tell(error);
  }
  Atomics.store(control, slot.replies, request);
  Atomics.notify(control, slot.replies);
}
