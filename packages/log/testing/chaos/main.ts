import { once } from "node:events";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { seededRandom } from "../choices.ts";
import { killOften } from "./kills.ts";
import type { Lane } from "./lane-thread.ts";
import { type Found, Tally } from "./tally.ts";

/** Number of threads that share the crash states. A constant: the runs that a seed repeats depend on it. */
const lanes = 2;

const { values } = parseArgs({
  options: {
    /** The seed, which repeats a run. */
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** The minimum number of crash states on the simulated disk. */
    states: { type: "string", default: "60000" },
    /** The number of kills of a real process. */
    kills: { type: "string", default: "220" },
    /** The number of bytes at the end of a log in which every bit is flipped. */
    flips: { type: "string", default: "65536" },
  },
});

const seed = Number(values.seed);
const tally = new Tally();
const began = performance.now();
const tell = (what: string): void => void process.stderr.write(`${what}\n`);

const runLane = async (workerData: Lane): Promise<void> => {
  const thread = new Worker(new URL("lane-thread.ts", import.meta.url), { workerData });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `lane-thread.ts` sends
  const [found] = (await once(thread, "message")) as [Found];
  tally.absorb(found);
};

tell(`seed ${seed}`);
await Promise.all(
  Array.from({ length: lanes }, (_, lane) =>
    runLane({
      seed: seed + lane,
      states: Math.ceil(Number(values.states) / lanes),
      flips: lane === 0 ? Number(values.flips) : 0,
    }),
  ),
);
// Runs alone, since it measures the duration of a start.
await killOften({ random: seededRandom(seed), tally, kills: Number(values.kills), tell });

process.stdout.write(`${tally.report(seed, (performance.now() - began) / 1000)}\n`);
process.exitCode = tally.isClean ? 0 : 1;
