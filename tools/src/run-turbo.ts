import { spawn } from "node:child_process";

/** Runs turbo without telemetry, in the foreground; resolves with its exit code. */
export const turbo = (arguments_: readonly string[]): Promise<number> => {
  const child = spawn("turbo", arguments_, {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
  });
  // Ctrl-C reaches the whole group: turbo ends its tasks first.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.on("error", () => {
      process.stderr.write("turbo was not found. Run `npx pnpm install` first.\n");
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
};

/** This process is nothing but turbo: it ends with it and with its exit code. */
export const runTurbo = (arguments_: readonly string[]): void =>
  void turbo(arguments_).then((code) => process.exit(code));
