import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { summaryOf } from "./summary.ts";

/**
 * Runs the long form of the tests that torment the gateways: prints their figures in one line at the end,
 * exits with 1 if a promise broke.
 */
const { values } = parseArgs({
  options: {
    /** The seed, which repeats a run. */
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const server = resolve(import.meta.dirname, "../..");
const vitest = resolve(server, "node_modules/vitest/vitest.mjs");
const tests = ["leak", "fuzz", "crowd"].map((name) => `test/gateway/${name}.test.ts`);
const began = performance.now();
const child = spawn(
  process.execPath,
  [vitest, "run", "--no-file-parallelism", "--reporter=default", ...tests],
  {
    cwd: server,
    env: { ...process.env, BESEDA_LONG: "1", BESEDA_SEED: values.seed },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const exited = new Promise<number>((settle) => child.once("exit", (code) => settle(code ?? 1)));
const lines: string[] = [];
for await (const line of createInterface(child.stdout)) {
  process.stderr.write(`${line}\n`);
  if (line.startsWith('{"test":')) lines.push(line);
}
const code = await exited;
const seconds = Math.round((performance.now() - began) / 1000);
process.stdout.write(
  `${JSON.stringify({ chaos: "text", seed: Number(values.seed), ...summaryOf(lines), seconds, passed: code === 0 })}\n`,
);
process.exitCode = code;
