import type { Benchmark } from "../benchmark.ts";
import { chosenSides, interleaved } from "../lib/choice.ts";
import { readOptions, tell } from "../lib/options.ts";
import { installPeers } from "../lib/peers.ts";
import { median, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import { kbEach, occupy } from "./measure.ts";

interface Row {
  readonly side: string;
  readonly name: string;
  /** KB of each connection, for each count; the last one is of those between the smallest and the largest count. */
  readonly kb: readonly number[];
  readonly toWs: number;
  readonly spread: number;
}

/**
 * Memory of a connection that only waits: resident memory of the server with so many connections less that without
 * any, divided by their number. Each is connected and, where the server knows such a thing, subscribed.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["rounds", "counts", "sides"]);
  installPeers();
  const counts = (own["counts"] ?? (quick ? "500,2000" : "1000,5000")).split(",").map(Number);
  const rounds = Number(own["rounds"] ?? (quick ? 1 : 3));
  // The pull fan-out cannot keep thousands: it sends each arrival to all, one encoding for each.
  const chosen = chosenSides(own["sides"] ?? "beseda,ws,bun,socketIo,trpc");
  const measured = await interleaved(chosen, rounds, async (side, round) => {
    const [empty, ...steps] = await occupy(side, counts);
    const kb = [...steps.map((step) => kbEach(empty, step)), kbEach(steps[0], steps.at(-1))];
    tell(`round ${round}: ${side.name}: ${kb.map((value) => value.toFixed(1)).join(", ")} KB`);
    return kb;
  });

  const wsKb = median((measured.get("ws") ?? []).map((kb) => kb.at(-1) ?? Number.NaN));
  const rows: readonly Row[] = chosen.map(([side, { name }]) => {
    const results = measured.get(side) ?? [];
    const columns = [...counts, 0].map((_, column) => results.map((kb) => kb[column] ?? Number.NaN));
    const kb = columns.map((values) => median(values));
    return { side, name, kb, toWs: (kb.at(-1) ?? Number.NaN) / wsKb, spread: spread(columns.at(-1) ?? []) };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: "connections", counts, rounds, sides: rows })}\n`);
    return;
  }
  const header = [
    "KB per idle connection",
    ...counts.map((count) => `of ${count}`),
    "each more",
    "× ws",
    "spread",
  ];
  const cells = rows.map(({ name, kb, toWs, spread }) =>
    [name].concat(
      kb.map((value) => figure(value)),
      figure(toWs, 2),
      percent(spread),
    ),
  );
  process.stdout.write(`\n${table(header, cells)}\n\n${rounds} rounds, medians.\n`);
};
