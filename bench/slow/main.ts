import type { Benchmark } from "../benchmark.ts";
import { readOptions, tell } from "../lib/options.ts";
import { median } from "../lib/statistics.ts";
import { figure, table } from "../lib/table.ts";
import { play, type Played, type Scene } from "./measure.ts";

/**
 * 100 of 1,000 readers stall while 6,000 messages are said, 100 a second. What the server keeps for them, what the
 * others notice of it (against the same scene without stalled ones), and whether the stalled ones get everything in
 * the end: from the connection that drains, or with their cursor where the server closed it with 4008.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["rounds", "readers", "stalled", "messages"]);
  const readers = Number(own["readers"] ?? (quick ? 200 : 1000));
  const scene: Scene = {
    readers,
    stalled: Number(own["stalled"] ?? readers / 10),
    rate: 100,
    messages: Number(own["messages"] ?? (quick ? 1000 : 6000)),
  };
  const rounds = Number(own["rounds"] ?? 1);
  const without: Played[] = [];
  const withStalled: Played[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    without.push(await told("none stalled", { ...scene, stalled: 0 }));
    withStalled.push(await told(`${scene.stalled} stalled`, scene));
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: "slow", ...scene, without, withStalled })}\n`);
    return;
  }
  const p99 = median(without.map((played) => played.p99));
  const header = [
    "readers stalled",
    "p50 ms",
    "p99 ms",
    "× none",
    "MB before",
    "highest",
    "growth",
    "caught up ms",
    "by cursor",
  ];
  const cells = [...without, ...withStalled].map((played) => {
    const { before, highest } = memoryOf(played);
    return [
      String(withStalled.includes(played) ? scene.stalled : 0),
      figure(played.p50),
      figure(played.p99),
      figure(played.p99 / p99, 2),
      figure(before),
      figure(highest),
      figure(highest - before),
      figure(played.caughtUp.tookMs, 0),
      String(played.caughtUp.resumed),
    ];
  });
  process.stdout.write(`\n${table(header, cells)}\n`);
};

const told = async (name: string, scene: Scene): Promise<Played> => {
  const played = await play(scene);
  const course = played.memory.map(({ residentMb }) => residentMb.toFixed(0)).join(" ");
  tell(`${name}: p99 ${played.p99.toFixed(1)} ms; server memory each second, MB: ${course}`);
  return played;
};

const memoryOf = ({ memory }: Played): { readonly before: number; readonly highest: number } => {
  const values = memory.map(({ residentMb }) => residentMb);
  return { before: values[0] ?? Number.NaN, highest: Math.max(...values) };
};
