import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stops the program, and whatever it was started by, as Ctrl-Z does where the terminal is not read key by key.
 * Resolves when it was continued; at once where nothing can stop it (no job control, Windows).
 */
export const pause = async (): Promise<void> => {
  if (process.platform === "win32") return;
  process.kill(0, "SIGTSTP");
  // A stopped process has no time: this ends when it goes on, or soon if it was never stopped.
  await sleep(50);
};
