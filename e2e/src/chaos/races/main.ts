import { parseArgs } from "node:util";
import { racesChaos } from "./run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    bans: { type: "string", default: "1000" },
    invitations: { type: "string", default: "500" },
    /** Rounds of each other race. */
    rounds: { type: "string", default: "200" },
    "at-once": { type: "string", default: "12" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const others = Number(values.rounds);
const result = await racesChaos({
  seed: Number(values.seed),
  rounds: {
    ban: Number(values.bans),
    invitation: Number(values.invitations),
    kick: others,
    quit: others,
    sessions: others,
    names: others,
    resume: others,
    room: others,
  },
  atOnce: Number(values["at-once"]),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
const { lost, alive, spoke, overUsed, sharedIds, gaps, faults } = result;
process.exit(lost + alive + spoke + overUsed + sharedIds + gaps + faults.length === 0 ? 0 : 1);
