import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";

/**
 * The production form: builds the web client where it is missing or stale (turbo knows by the contents of its files),
 * then runs the server on the workspace's log.
 */
const root = resolve(import.meta.dirname, "../..");
const build = spawnSync(
  process.execPath,
  ["tools/src/turbo.ts", "run", "build", "--filter=@beseda/web", "--output-logs=errors-only", "--ui=stream"],
  { cwd: root, stdio: "inherit" },
);
if (build.status !== 0) {
  process.stderr.write("The web client could not be built; see above.\n");
  process.exit(build.status ?? 1);
}

const extra = process.argv.slice(2).filter((argument) => argument !== "--");
// See docs/decisions/0008: most of the memory of a connection would be room for garbage.
const server = spawn(
  process.execPath,
  ["--optimize-for-size", "--max-semi-space-size=4", "apps/server/src/main.ts", ...extra],
  {
    cwd: root,
    stdio: "inherit",
  },
);
process.on("SIGINT", () => {});
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code ?? 1));
