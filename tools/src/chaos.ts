import { spawn } from "node:child_process";
import { resolve } from "node:path";

interface Programme {
  /** From the root of the workspace. */
  readonly folder: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const long = ["leak", "fuzz", "crowd"].map((name) => `src/gateway/${name}.test.ts`);

/** The long form of the fault tests, by what they torment. Each prints JSON lines and ends with 1 where a promise broke. */
const programmes: Readonly<Record<string, Programme>> = {
  log: { folder: ".", arguments: ["packages/log/src/testing/chaos/main.ts"] },
  delivery: { folder: ".", arguments: ["e2e/src/chaos/main.ts"] },
  text: {
    folder: "apps/server",
    arguments: ["node_modules/vitest/vitest.mjs", "run", "--no-file-parallelism", ...long],
    env: { BESEDA_LONG: "1" },
  },
};

const [name = "", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const programme = programmes[name];
if (programme === undefined) {
  process.stderr.write(`Say what to torment: pnpm chaos ${Object.keys(programmes).join("|")} [--seed N]\n`);
  process.exit(1);
}
const child = spawn(process.execPath, [...programme.arguments, ...options], {
  cwd: resolve(import.meta.dirname, "../..", programme.folder),
  env: { ...process.env, ...programme.env },
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
