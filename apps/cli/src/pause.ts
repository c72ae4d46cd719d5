import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stops the program, and whatever started it, as Ctrl-Z does where the terminal is not read key by key.
 * Resolves when it is continued; at once where nothing can stop it (no job control, Windows).
 */
export const pause = async (): Promise<void> => {
  if (process.platform === "win32") return;
  process.kill(0, "SIGTSTP");
  // Time does not pass for a stopped process: this ends when it continues, or soon if it was never stopped.
  await sleep(50);
};
