import { parseArgs } from "node:util";
import { temporaryFolder } from "../../harness/place.ts";
import { Random } from "../random.ts";
import { eio, isKept, targets, type EioVerdict } from "./eio.ts";
import { fillingsHere, full, type FullVerdict } from "./full.ts";
import { allWays, taken, type TakenVerdict } from "./taken.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** Calls on the log's descriptor that fail, of each kind. */
    calls: { type: "string", default: "50" },
    /** Calls on each file beside it. */
    beside: { type: "string", default: "20" },
    fills: { type: "string", default: "120" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const random = new Random(Number(values.seed));
const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
const isAsked = (name: string): boolean => values.only === "" || values.only === name;
await using place = await temporaryFolder();

const ways: TakenVerdict[] = [];
for (let round = 1; isAsked("taken") && round <= Number(values.rounds); round += 1) {
  for (const way of allWays) {
    const verdict = await taken(`${place.path}/${round}`, way, random);
    onProgress(JSON.stringify(verdict));
    ways.push(verdict);
  }
}
const filled: FullVerdict[] = [];
for (const filling of isAsked("full") ? fillingsHere() : []) {
  const verdict = await full(place.path, { filling, fills: Number(values.fills), random, onProgress });
  onProgress(JSON.stringify(verdict));
  filled.push(verdict);
}
const failing: EioVerdict[] = [];
for (const target of targets({ log: Number(values.calls), beside: Number(values.beside) })) {
  if (isAsked("eio") || isAsked(target.name)) failing.push(...(await eio(place.path, target, onProgress)));
}

const good =
  ways.every(({ exit, lost, afterwards, told }) => exit === 74 && lost + afterwards === 0 && told) &&
  failing.every(isKept) &&
  filled.every(
    ({ exit, faults, sharedIds, sessionsWithoutEnd, lost, liveRefused }) =>
      exit === 0 && faults.length === 0 && sharedIds + sessionsWithoutEnd + lost + liveRefused === 0,
  );
process.stdout.write(
  `${JSON.stringify({ seed: Number(values.seed), good, taken: ways, full: filled, eio: failing })}\n`,
);
process.exit(good ? 0 : 1);
