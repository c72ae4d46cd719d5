import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { problemWith, programmes } from "./chaos-programmes.ts";

// Each ends in one JSON line, and with 1 where a promise broke.
const [name = "", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const problem = problemWith(name, options);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
const child = spawn(process.execPath, [programmes[name]?.file ?? "", ...options], {
  cwd: resolve(import.meta.dirname, "../.."),
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
