import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { words } from "./words.ts";

/**
 * The production form: builds the web client where it is missing or stale (turbo knows by the contents of its files),
 * then runs the server on the workspace's log. The output of turbo is shown only if it fails.
 */
const root = resolve(import.meta.dirname, "../..");
if (process.stdout.isTTY) process.stdout.write(words.building);
const build = spawnSync(
  process.execPath,
  ["tools/src/turbo.ts", "run", "build", "--filter=@beseda/web", "--output-logs=errors-only", "--ui=stream"],
  { cwd: root, encoding: "utf8" },
);
// The line is taken back, so that the server's words come first.
if (process.stdout.isTTY) process.stdout.write("\r\u001B[K");
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}${build.stderr}${words.notBuilt}\n`);
  process.exit(build.status ?? 1);
}

const extra = process.argv.slice(2).filter((argument) => argument !== "--");
const server = spawn(process.execPath, ["apps/server/bin/beseda-server.js", ...extra], {
  cwd: root,
  stdio: "inherit",
});
process.on("SIGINT", () => {});
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code ?? 1));
