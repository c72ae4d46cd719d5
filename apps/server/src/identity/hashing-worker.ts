import { argon2Sync, type Argon2Parameters } from "node:crypto";
import { execFile } from "node:child_process";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";

/** How the thread behaves towards the others. */
export interface HashingManners {
  /** It works only when nobody else wants the processor. */
  readonly polite: boolean;
}

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
    if (!(thread > 0) || thread === process.pid) return;
    setPriority(thread, constants.priority.PRIORITY_LOW);
    // At low priority alone it would still get turns of milliseconds, which whoever wakes up has to sit out; an idle
    // thread is interrupted at once.
    execFile("chrt", ["--idle", "--pid", "0", String(thread)], () => undefined);
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

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only its HashingThread starts this file.
if ((workerData as HashingManners).polite) stepBack();
parentPort?.on("message", (order: HashOrder) => parentPort?.postMessage(answer(order)));
