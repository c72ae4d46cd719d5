import { parseArgs } from "node:util";
import { deliveryChaos } from "./delivery.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    clients: { type: "string", default: "100" },
    messages: { type: "string", default: "1500" },
    faults: { type: "string", default: "1200" },
    restarts: { type: "string", default: "6" },
    fanout: { type: "string", default: "hub" },
  },
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});
const result = await deliveryChaos({
  seed: Number(values.seed),
  clients: Number(values.clients),
  messages: Number(values.messages),
  faults: Number(values.faults),
  restarts: Number(values.restarts),
  fanout: values.fanout === "pull" ? "pull" : "hub",
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
const { lost, duplicated, reordered, gaps, unexpected } = result;
process.exit(lost + duplicated + reordered + gaps + unexpected === 0 ? 0 : 1);
