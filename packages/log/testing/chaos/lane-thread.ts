import { parentPort, workerData } from "node:worker_threads";
import { seededRandom } from "../choices.ts";
import { flipEverything } from "./flips.ts";
import { failEverywhere, stopEverywhere } from "./simulated.ts";
import { type Found, Tally } from "./tally.ts";

/** The share of a programme that one thread does. */
export interface Lane {
  readonly seed: number;
  /** The minimum number of crash states on the simulated disk. */
  readonly states: number;
  /** The number of bytes at the end of a log in which every bit is flipped. */
  readonly flips: number;
}

const powerCuts = 6;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `main.ts` gives to its threads
const { seed, states, flips } = workerData as Lane;
const random = seededRandom(seed);
const tally = new Tally();
const tell = (what: string): void => void process.stderr.write(`seed ${seed}: ${what}\n`);

for (let life = 1; tally.states < states; life += 1) {
  await stopEverywhere(random, tally, powerCuts);
  if (life % 8 === 0) await failEverywhere(random, tally, life % 16 === 0 ? "EIO" : "ENOSPC");
  if (life % 50 === 0)
    tell(`${life} lives of a log, ${tally.states} crash states, ${tally.failures.length} failures`);
}
if (flips > 0) {
  await flipEverything(flips, tally);
  tell(`${tally.flips} flipped bits, ${tally.undetected} undetected`);
}
parentPort?.postMessage(tally satisfies Found);
