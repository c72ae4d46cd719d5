import { ensureChromium } from "@beseda/testing/chromium";
import { turbo } from "./run-turbo.ts";
import { linesOf, sumOf } from "./test-report.ts";

/**
 * The tests of all packages: everything that needs npm packages only, or its quick part (`unit`), or what needs
 * programs of the system (`system`). The last lines say how many passed and which did not run.
 */
const tasks: Readonly<Record<string, string>> = { test: "test", unit: "test:unit", system: "test:system" };

const [suite = "test", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const task = tasks[suite];
if (task === undefined) {
  process.stderr.write(`There is no suite «${suite}»: say ${Object.keys(tasks).join(", ")}.\n`);
  process.exit(64);
}
try {
  if (suite !== "unit") await ensureChromium((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
// Many at once, as much of each is waiting; and what takes longest, which turbo begins last since it waits for a build,
// does not run alone in the end.
const status = await turbo(["run", task, "--continue", "--concurrency=8", ...options]);
const sum = sumOf([suite]);
process.stdout.write(`${linesOf(sum).join("\n")}\n`);
process.exitCode = status || (sum.failed > 0 ? 1 : 0);
