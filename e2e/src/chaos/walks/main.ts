import { parseArgs } from "node:util";
import { earlierFaultNames } from "./put-back.ts";
import { seats, walksChaos } from "./walks.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    walks: { type: "string", default: "500" },
    steps: { type: "string", default: "30" },
    "at-once": { type: "string", default: "24" },
    /** One of them only. */
    seat: { type: "string" },
    /** A fault of an earlier version: then the walks have to fail. */
    "put-back": { type: "string" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const putBack = earlierFaultNames.find((name) => name === values["put-back"]);
if (putBack === undefined && values["put-back"] !== undefined) {
  process.stderr.write(`Say what to put back: ${earlierFaultNames.join("|")}\n`);
  process.exit(2);
}
const result = await walksChaos({
  seed: Number(values.seed),
  walks: Number(values.walks),
  steps: Number(values.steps),
  atOnce: Number(values["at-once"]),
  ...(values.seat !== undefined && { seats: seats.filter((seat) => seat === values.seat) }),
  ...(putBack !== undefined && { putBack }),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(result.failed === 0 ? 0 : 1);
