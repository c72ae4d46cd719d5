import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** The long form of the fault tests, by what they torment. Each prints one JSON line and ends with 1 where a promise broke. */
const programmes: Readonly<Record<string, string>> = {
  delivery: "e2e/src/chaos/main.ts",
};

const [name = "", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const programme = programmes[name];
if (programme === undefined) {
  process.stderr.write(`Say what to torment: pnpm chaos ${Object.keys(programmes).join("|")} [--seed N]\n`);
  process.exit(1);
}
const root = resolve(import.meta.dirname, "../..");
const child = spawn(process.execPath, [programme, ...options], { cwd: root, stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));
