import { parseArgs } from "node:util";
import { attacks, type AttackName } from "./attacks.ts";
import { hostileChaos } from "./run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rounds: { type: "string", default: "30" },
    "at-once": { type: "string", default: "12" },
    addresses: { type: "string", default: "6" },
    minutes: { type: "string", default: "10" },
    only: { type: "string", default: "" },
    /** Options of the server, such as `--limits off`: the checker has to find the result. */
    server: { type: "string", default: "" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const isAttack = (name: string): name is AttackName => name in attacks;
const words = (text: string): readonly string[] => text.split(/[ ,]/u).filter((word) => word !== "");
const only = words(values.only).filter(isAttack);
const result = await hostileChaos({
  seed: Number(values.seed),
  rounds: Number(values.rounds),
  atOnce: Number(values["at-once"]),
  addresses: Number(values.addresses),
  longestMs: Number(values.minutes) * 60_000,
  only: only.length > 0 ? only : undefined,
  server: words(values.server),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
const { lost, duplicated, reordered, gaps, leaks, sharedIds, faults } = result;
process.exit(lost + duplicated + reordered + gaps + leaks + sharedIds + faults.length === 0 ? 0 : 1);
