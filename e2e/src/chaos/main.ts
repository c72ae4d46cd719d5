import { parseArgs } from "node:util";
import { deliveryChaos } from "./delivery.ts";
import { livingChaos } from "./living/living.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    clients: { type: "string", default: "100" },
    messages: { type: "string", default: "1500" },
    faults: { type: "string", default: "1200" },
    restarts: { type: "string", default: "6" },
    people: { type: "string", default: "60" },
    acts: { type: "string", default: "3000" },
    fanout: { type: "string", default: "hub" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const fanout = values.fanout === "pull" ? "pull" : "hub";
const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
const [seed, faults, restarts] = [Number(values.seed), Number(values.faults), Number(values.restarts)];
// First what is only said, by many; then the messages that live: changed, taken back, reacted to, pinned and read.
const said = await deliveryChaos({
  seed,
  clients: Number(values.clients),
  messages: Number(values.messages),
  faults,
  restarts,
  fanout,
  onProgress,
});
const living = await livingChaos({
  seed,
  people: Number(values.people),
  acts: Number(values.acts),
  faults,
  kills: restarts,
  fanout,
  onProgress,
});
process.stdout.write(`${JSON.stringify({ ...said, living })}\n`);
const broken = said.lost + said.duplicated + said.reordered + said.gaps + said.unexpected;
const brokenLiving = living.lost + living.duplicated + living.reordered + living.different;
process.exit(broken + brokenLiving === 0 ? 0 : 1);
