// Plain JavaScript on purpose: a thread that strips types loads a compiler of 14 MB to run these lines.
import { fdatasyncSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { slot, control, place, data } = workerData;

/** @returns {number} bytes written */
const write = () => {
  const written = writeSync(control[slot.descriptor], data, 0, control[slot.length], place[0]);
  if (control[slot.sync] === 1 && written === control[slot.length]) fdatasyncSync(control[slot.descriptor]);
  return written;
};

/**
 * Leaves the error in the shared memory.
 * @param {NodeJS.ErrnoException} error
 * @returns {number} its length, negative
 */
const tell = (error) => {
  const { message, code, errno, syscall } = error;
  const text = Buffer.from(JSON.stringify({ message, code, errno, syscall }));
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
