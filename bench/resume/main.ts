import type { Benchmark } from "../benchmark.ts";
import { readOptions, tell } from "../lib/options.ts";
import { median, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import { grow, resumeRaw, resumeStock, startServer } from "./measure.ts";

/**
 * One client comes back to a log that grew by 10,000 messages: from its dial to the last of them. The stock client
 * parses all and proves that no record is missing; the raw one only counts. First from what the server has in memory,
 * then after a restart, from the file.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["records", "rounds"]);
  const records = Number(own["records"] ?? 10_000);
  const rounds = Number(own["rounds"] ?? (quick ? 3 : 10));
  await using server = await startServer();
  const missed = await grow(server, records);
  tell(`${records} messages were missed; a client comes back ${rounds} times in each way.`);
  const results: { way: string; ms: readonly number[] }[] = [];
  for (const state of ["running", "restarted"]) {
    if (state === "restarted") await server.restart();
    results.push({ way: `raw socket, ${state} server`, ms: await times(rounds, () => resumeRaw(missed)) });
    results.push({
      way: `stock client, ${state} server`,
      ms: await times(rounds, () => resumeStock(missed)),
    });
  }
  if (json) {
    const ways = results.map(({ way, ms }) => {
      return { way, firstMs: ms[0], medianMs: median(ms), longestMs: Math.max(...ms), spread: spread(ms) };
    });
    process.stdout.write(`${JSON.stringify({ bench: "resume", records, rounds, ways })}\n`);
    return;
  }
  const header = [`${records} records, from dial to last`, "first ms", "median ms", "longest ms", "spread"];
  const cells = results.map(({ way, ms }) => [
    way,
    figure(ms[0], 0),
    figure(median(ms), 0),
    figure(Math.max(...ms), 0),
    percent(spread(ms)),
  ]);
  process.stdout.write(`\n${table(header, cells)}\n`);
};

const times = async (rounds: number, measure: () => Promise<number>): Promise<readonly number[]> => {
  const results: number[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await measure());
  return results;
};
