import { parseArgs } from "node:util";
import { seats, walksChaos } from "./walks.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    walks: { type: "string", default: "500" },
    steps: { type: "string", default: "30" },
    "at-once": { type: "string", default: "24" },
    /** One of them only. */
    seat: { type: "string" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const result = await walksChaos({
  seed: Number(values.seed),
  walks: Number(values.walks),
  steps: Number(values.steps),
  atOnce: Number(values["at-once"]),
  ...(values.seat !== undefined && { seats: seats.filter((seat) => seat === values.seat) }),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(result.failed === 0 ? 0 : 1);
