import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions, tell } from "../lib/options.ts";
import { installPeers } from "../lib/peers.ts";
import { median, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import { load } from "../lib/usage.ts";
import { canonical } from "./answer.ts";
import { contestants, hasJq, thisAnalyzer, type Contestant } from "./contestants.ts";
import { logOf } from "./logs.ts";
import { measure, type Run } from "./measure.ts";

interface Row {
  readonly name: string;
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly noise: number;
}

/**
 * The analyzer beside other ways to count a log: in turns, over the same file, with the same answer asserted;
 * then its time and memory as the log grows. `--directory` keeps the logs for the next time.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { quick, json, own } = readOptions(args, ["directory", "rounds"]);
  const kept = own["directory"];
  const folder = kept ?? mkdtempSync(join(tmpdir(), "beseda-bench-"));
  mkdirSync(folder, { recursive: true });
  try {
    installPeers();
    const rounds = Number(own["rounds"] ?? (quick ? 1 : 3));
    const contest = await compete(await logOf(folder, quick ? 100_000 : 1_000_000), rounds);
    const growth: Row[] = [];
    for (const records of quick ? [10_000, 100_000] : [100_000, 1_000_000, 10_000_000]) {
      growth.push(await grown(await logOf(folder, records), records));
    }
    const result = { bench: "analyze", contest, growth, hasJq: hasJq(), load: load() };
    process.stdout.write(`${json ? JSON.stringify(result) : report(contest, growth)}\n`);
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
};

/** Runs all of them, round by round; a difference between their answers ends it. */
const compete = async (file: string, rounds: number): Promise<readonly Row[]> => {
  const runs = new Map<Contestant, Run[]>();
  const wanted = { answer: "" };
  const all = contestants();
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of all) {
      if (contestant.isSlow === true && round > 0) continue;
      const done = await measure(contestant.command(file));
      assertSame(contestant, done, wanted);
      tell(
        `round ${round + 1} of ${rounds}: ${contestant.name}, ${figure(done.seconds, 2)} s, load ${figure(load())}`,
      );
      runs.set(contestant, [...(runs.get(contestant) ?? []), done]);
    }
  }
  return [...runs].map(([{ name }, done]) => rowOf(name, done));
};

const assertSame = ({ name, answer }: Contestant, { stdout }: Run, wanted: { answer: string }): void => {
  const found = canonical(answer(stdout));
  if (wanted.answer !== "" && found !== wanted.answer) throw new Error(`${name} found other numbers.`);
  wanted.answer = found;
};

const grown = async (file: string, records: number): Promise<Row> => {
  const done = await measure(thisAnalyzer.command(file));
  tell(`${records} records: ${figure(done.seconds, 2)} s, ${figure(done.peakMb, 0)} MB`);
  return { ...rowOf(`${records} records, ${figure(statSync(file).size / 1e6, 0)} MB`, [done]), records };
};

const rowOf = (name: string, runs: readonly Run[]): Row => {
  const middle = (of: (one: Run) => number): number => median(runs.map(of));
  return {
    name,
    records: Number.NaN,
    seconds: middle(({ seconds }) => seconds),
    cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
    noise: spread(runs.map(({ seconds }) => seconds)),
  };
};

const report = (contest: readonly Row[], growth: readonly Row[]): string => {
  const rivals = contest.filter(({ name }) => name.startsWith("DuckDB")).map(({ seconds }) => seconds);
  const rival = Math.min(...rivals);
  const contestRows = contest.map(({ name, seconds, cpuSeconds, peakMb, noise }) => [
    name,
    figure(seconds, 2),
    `${figure(seconds / rival, 2)}×`,
    percent(noise),
    figure(cpuSeconds, 2),
    figure(peakMb, 0),
  ]);
  const growthRows = growth.map(({ name, records, seconds, peakMb }) => [
    name,
    figure(seconds, 2),
    figure((seconds / records) * 1e6, 2),
    figure(peakMb, 0),
  ]);
  return [
    table(["same answer by", "seconds", "to DuckDB", "spread", "CPU s", "peak MB"], contestRows),
    hasJq() ? "" : "jq is not installed here.\n",
    table(["this analyzer, all reports", "seconds", "µs a record", "peak MB"], growthRows),
  ].join("\n");
};
