import { execFile } from "node:child_process";
import { constants, setPriority } from "node:os";
import { answerTo, type HashOrder } from "./hashing-answer.ts";

/**
 * Makes this process work only when nobody else wants the processor, so that messages do not wait for
 * passwords.
 */
const stepBack = (): void => {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // If the system does not allow it, hashing is only less polite.
  }
  // At low priority alone it would still get turns of milliseconds, which a process that wakes up has to sit
  // out; an idle one is interrupted at once.
  if (process.platform === "linux")
    execFile("chrt", ["--idle", "--pid", "0", String(process.pid)], () => undefined);
};

stepBack();
// It ends with the process that started it: then nothing is left to wait for.
process.on("message", (order: HashOrder) => process.send?.(answerTo(order)));
