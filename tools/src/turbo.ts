import { spawn } from "node:child_process";

/** Runs turbo with the project's settings: no telemetry, and colours kept where the output is a terminal. */
const child = spawn("turbo", process.argv.slice(2), {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
});
// Ctrl-C reaches the whole group: turbo ends its tasks, and this process ends with turbo.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("error", () => {
  process.stderr.write("turbo was not found. Run `npx pnpm install` first.\n");
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
