import { spawn } from "node:child_process";
import { resolve } from "node:path";

/**
 * The long form of the fault tests, by what they torment. Each ends in one JSON line, and with 1 where a promise broke.
 */
const programmes: Readonly<Record<string, string>> = {
  log: "packages/log/src/testing/chaos/main.ts",
  delivery: "e2e/src/chaos/main.ts",
  disk: "e2e/src/chaos/disk/main.ts",
  hostile: "e2e/src/chaos/hostile/main.ts",
  races: "e2e/src/chaos/races/main.ts",
  text: "apps/server/src/testing/chaos/main.ts",
  walks: "e2e/src/chaos/walks/main.ts",
};

const [name = "", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const programme = programmes[name];
if (programme === undefined) {
  process.stderr.write(`Say what to torment: pnpm chaos ${Object.keys(programmes).join("|")} [--seed N]\n`);
  process.exit(1);
}
const child = spawn(process.execPath, [programme, ...options], {
  cwd: resolve(import.meta.dirname, "../.."),
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
