import { argon2Sync, type Argon2Parameters } from "node:crypto";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

/** What the thread is asked for. */
export interface HashOrder {
  readonly id: number;
  readonly parameters: Argon2Parameters;
}

/** What it answers. */
export type HashAnswer =
  | { readonly id: number; readonly hash: Uint8Array }
  | { readonly id: number; readonly error: unknown };

/**
 * On Linux a thread has a priority of its own: this one works when nobody else wants the processor, so that messages
 * do not wait for passwords. Elsewhere it is a thread like the others.
 */
const stepBack = (): void => {
  if (process.platform !== "linux") return;
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (thread > 0 && thread !== process.pid) setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // Where the system does not tell or does not allow it, hashing is only less polite.
  }
};

const answer = ({ id, parameters }: HashOrder): HashAnswer => {
  try {
    return { id, hash: argon2Sync("argon2id", parameters) };
  } catch (error) {
    return { id, error };
  }
};

stepBack();
parentPort?.on("message", (order: HashOrder) => parentPort?.postMessage(answer(order)));
