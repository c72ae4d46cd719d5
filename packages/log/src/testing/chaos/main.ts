import { parseArgs } from "node:util";
import { seededRandom } from "../choices.ts";
import { flipEverything } from "./flips.ts";
import { killOften } from "./kills.ts";
import { failEverywhere, stopEverywhere } from "./simulated.ts";
import { Tally } from "./tally.ts";

const powerCuts = 6;

const { values } = parseArgs({
  options: {
    /** Repeats a run. */
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** Crash states on the simulated disk, at least. */
    states: { type: "string", default: "60000" },
    /** Kills of a real process. */
    kills: { type: "string", default: "220" },
    /** Bytes at the end of a log of which every bit is flipped. */
    flips: { type: "string", default: "65536" },
  },
});

const seed = Number(values.seed);
const random = seededRandom(seed);
const tally = new Tally();
const began = performance.now();
const tell = (what: string): void => void process.stderr.write(`${what}\n`);

tell(`seed ${seed}`);
for (let life = 1; tally.states < Number(values.states); life += 1) {
  await stopEverywhere(random, tally, powerCuts);
  if (life % 8 === 0) await failEverywhere(random, tally, life % 16 === 0 ? "EIO" : "ENOSPC");
  if (life % 50 === 0)
    tell(`${life} lives of a log, ${tally.states} crash states, ${tally.failures.length} failures`);
}
await flipEverything(Number(values.flips), tally);
tell(`${tally.flips} flipped bits`);
await killOften(random, tally, Number(values.kills));

process.stdout.write(`${tally.report(seed, (performance.now() - began) / 1000)}\n`);
process.exitCode = tally.isClean ? 0 : 1;
