import { linesOf, sumOf } from "./test-report.ts";

/** The sum over all packages, where everything has to run: a test that did not is named, and is a failure. */
const sum = sumOf(["test", "system"]);
process.stdout.write(`${linesOf(sum).join("\n")}\n`);
process.exit(sum.failed > 0 || sum.notRun.length > 0 || sum.passed === 0 ? 1 : 0);
