import { text } from "node:stream/consumers";
import { runProgram } from "../src/program.ts";
import { endOfRun } from "./end-of-run.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test sends it
const runs = JSON.parse(await text(process.stdin)) as ReadonlyArray<readonly string[]>;
for (const run of runs) {
  const code = await runProgram(run, process.env);
  process.stdout.write(endOfRun);
  process.stderr.write(`\n${code}${endOfRun}`);
}
