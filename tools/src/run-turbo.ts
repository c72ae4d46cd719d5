import { spawn } from "node:child_process";

/** Runs turbo without telemetry, in the foreground; this process ends with it and with its exit code. */
export const runTurbo = (arguments_: readonly string[]): void => {
  const child = spawn("turbo", arguments_, {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
  });
  // Ctrl-C reaches the whole group: turbo ends its tasks first.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", () => {
    process.stderr.write("turbo was not found. Run `npx pnpm install` first.\n");
    process.exit(1);
  });
  child.on("exit", (code) => process.exit(code ?? 1));
};
