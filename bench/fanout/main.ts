import { availableParallelism } from "node:os";
import type { Benchmark } from "../benchmark.ts";
import { chosenSides, interleaved, type Chosen } from "../lib/choice.ts";
import { readOptions, tell } from "../lib/options.ts";
import { installPeers } from "../lib/peers.ts";
import { percent } from "../lib/table.ts";
import { load } from "../lib/usage.ts";
import { kbEach, occupy } from "../connections/measure.ts";
import { median } from "../lib/statistics.ts";
import { measure, type Workload } from "./measure.ts";
import { summarize, tableOf, type Memory, type Row } from "./report.ts";
import { durationOf, nameOf, workloads } from "./workloads.ts";

/**
 * Measures the cost to a server of bringing a message to its readers, and how long that takes: this server,
 * durable, beside its peers, which store nothing. Every server is started anew for each round; in each round
 * all take their turn.
 *
 * The cost is the CPU time of the server's process by the kernel's books, with what it takes to receive the messages
 * and, here, to write the log. What it takes while nobody speaks is not subtracted; the last column shows it.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["rounds", "workloads", "sides"]);
  installPeers();
  const rounds = Number(own["rounds"] ?? (quick ? 3 : 5));
  const chosen = chosenSides(own["sides"]);
  const loadBefore = load();
  const memory = await memoryOf(chosen, Math.min(rounds, 3));
  const results: { workload: Workload; rows: readonly Row[] }[] = [];
  for (const workload of chosenWorkloads(own["workloads"])) {
    const rows = await race(workload, { chosen, rounds, quick });
    results.push({ workload, rows });
    if (!json) process.stdout.write(`\n${tableOf(workload, rows, memory)}\n`);
  }
  if (!json) {
    process.stdout.write(`\n${rounds} rounds, medians; load average ${loadBefore.toFixed(1)} before.\n`);
    return;
  }
  const workloadsOf = results.map(({ workload: { readers, rate }, rows }) => {
    return { readers, rate, sides: summarize(rows) };
  });
  const machine = { cores: availableParallelism(), loadBefore };
  const kbPerConnection = Object.fromEntries(memory);
  const result = { bench: "fanout", rounds, machine, kbPerConnection, workloads: workloadsOf };
  process.stdout.write(`${JSON.stringify(result)}\n`);
};

interface Race {
  readonly chosen: Chosen;
  readonly rounds: number;
  readonly quick: boolean;
}

const race = async (workload: Workload, { chosen, rounds, quick }: Race): Promise<readonly Row[]> => {
  const measured = await interleaved(chosen, rounds, async (side, round) => {
    const result = await measure(side, workload, durationOf(workload, quick));
    const figures = `${result.usPerDelivery.toFixed(2)} µs, p99 ${result.p99.toFixed(1)} ms, others' CPU ${percent(result.foreignShare)}`;
    tell(`${nameOf(workload)} round ${round}: ${side.name}: ${figures}`);
    return result;
  });
  return chosen.map(([key, { name }]) => ({ key, name, rounds: measured.get(key) ?? [] }));
};

/** With as many connections as the largest workload has. */
const memoryOf = async (chosen: Chosen, rounds: number): Promise<Memory> => {
  const connections = 1000;
  const measured = await interleaved(chosen, rounds, async (side) => {
    const [empty, full] = await occupy(side, [connections]);
    return kbEach(empty, full);
  });
  return new Map([...measured].map(([key, values]) => [key, median(values)]));
};

const chosenWorkloads = (list: string | undefined): readonly Workload[] => {
  if (list === undefined) return workloads;
  return list.split(",").map((name) => {
    const [readers = Number.NaN, rate = Number.NaN] = name.split("x").map(Number);
    if (!(readers >= 10 && rate > 0))
      throw new RangeError(`A workload is written like 200x100, not ${name}.`);
    return { readers, rate };
  });
};
