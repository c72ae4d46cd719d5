// Plain JavaScript on purpose: a thread that strips types loads a compiler of 14 MB to run these lines.
import { fdatasyncSync, fstatSync, readSync, statSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { slot, control, place, path } = workerData;
const data = Buffer.from(workerData.data.buffer);
const descriptor = control[slot.descriptor];
const exact = fstatSync(descriptor, { bigint: true });
// Numbers cost half as much to ask for, and are enough wherever they are exact.
const bigint = exact.ino > Number.MAX_SAFE_INTEGER || exact.dev > Number.MAX_SAFE_INTEGER;
const own = bigint ? exact : fstatSync(descriptor);
const asOwn = { bigint, throwIfNoEntry: false };

/** The last bytes that were written, and where: somebody who cuts the file, or writes into it, leaves others there. */
const witness = { bytes: Buffer.alloc(32), position: -1, length: 0 };
/** With room for one byte that should not be there. */
const found = Buffer.alloc(witness.bytes.length + 1);

/** @param {"removed" | "moved" | "replaced" | "changed"} change */
const gone = (change) => Object.assign(new Error(`${path} was ${change}`), { change });

/**
 * Behind a write.
 * @param {number} end - bytes from here on are others by now
 */
const proveWitness = (end) => {
  const length = Math.min(witness.length, end - witness.position);
  if (length <= 0) return;
  readSync(descriptor, found, 0, length, witness.position);
  if (found.compare(witness.bytes, 0, length, 0, length) !== 0) throw gone("changed");
};

/**
 * Before a write, so that nothing is written into what somebody else has put there. Most often the file ends with the
 * witness: then one call, which asks for a byte more than should be there, tells of the bytes and of the length.
 */
const proveEnd = () => {
  const { bytes, position, length } = witness;
  const size = place[1];
  if (length === 0 || position + length !== size) {
    if (size >= 0 && fstatSync(descriptor).size !== size) throw gone("changed");
    return proveWitness(Number.MAX_SAFE_INTEGER);
  }
  const there = readSync(descriptor, found, 0, length + 1, position);
  if (there !== length || found.compare(bytes, 0, length, 0, length) !== 0) throw gone("changed");
};

/**
 * Whether the path names this file, as long as it should be.
 * @param {number} size
 */
const provePath = (size) => {
  const there = statSync(path, asOwn);
  if (there === undefined) throw gone(fstatSync(descriptor).nlink === 0 ? "removed" : "moved");
  if (there.ino !== own.ino || there.dev !== own.dev) throw gone("replaced");
  if (size >= 0 && Number(there.size) !== size) throw gone("changed");
};

/** @param {number} end */
const remember = (end) => {
  const { bytes } = witness;
  const position = place[0];
  const written = end - position;
  if (written < bytes.length) {
    // What it was written over is not there any more.
    witness.length = Math.max(0, Math.min(witness.length, position - witness.position));
    return;
  }
  data.copy(bytes, 0, written - bytes.length, written);
  witness.position = end - bytes.length;
  witness.length = bytes.length;
};

/** @returns {number} bytes written */
const write = () => {
  const length = control[slot.length];
  const position = place[0];
  proveEnd();
  const written = writeSync(descriptor, data, 0, length, position);
  const isWhole = control[slot.isWhole] === 1 && written === length;
  if (isWhole && control[slot.sync] === 1) fdatasyncSync(descriptor);
  const end = position + written;
  if (isWhole) {
    provePath(Math.max(place[1], end));
    proveWitness(position);
  }
  remember(end);
  return written;
};

/** @returns {number} */
const obey = () => {
  if (control[slot.forget] === 1) witness.length = 0;
  if (control[slot.length] > 0) return write();
  provePath(place[1]);
  proveWitness(Number.MAX_SAFE_INTEGER);
  return 0;
};

/**
 * Leaves the error in the shared memory.
 * @param {{ message: string, code?: string, errno?: number, syscall?: string, change?: string }} error
 * @returns {number} its length, negative
 */
const tell = (error) => {
  const { message, code, errno, syscall, change } = error;
  const text = Buffer.from(JSON.stringify({ message, code, errno, syscall, change }));
  data.set(text);
  return -text.length;
};

for (let request = 1; ; request = (request + 1) | 0) {
  Atomics.wait(control, slot.requests, (request - 1) | 0);
  try {
    control[slot.result] = obey();
  } catch (error) {
    control[slot.result] = tell(error);
  }
  Atomics.store(control, slot.replies, request);
  Atomics.notify(control, slot.replies);
}
