import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions, tell } from "../lib/options.ts";
import { median, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import { load } from "../lib/usage.ts";
import { contestants, thisLog } from "./contestants.ts";
import { syncTime } from "./disk.ts";
import { growth, type Stage } from "./growth.ts";
import { type Figures, measure } from "./measure.ts";
import { openElsewhere, type Opening } from "./opening.ts";

const senderCounts = [1, 16, 256] as const;

interface Row {
  readonly name: string;
  readonly senders: number;
  readonly rounds: readonly Figures[];
}

/** The log beside other ways to keep the messages, in turns, on the same disk, with the same records. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { quick, json, own } = readOptions(args, ["directory"]);
  const base = mkdtempSync(join(own["directory"] ?? tmpdir(), "beseda-bench-"));
  try {
    const rows = await contest(base, { rounds: quick ? 1 : 9, ms: quick ? 500 : 700 });
    const sync = syncTime(base, 2000);
    const home = join(base, "growth");
    mkdirSync(home);
    const grown = await thisLog(home);
    const stages = await growth(
      grown,
      quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000],
      quick ? 500 : 2000,
    );
    await grown.close();
    const openings = { checkpoint: openElsewhere(home, true), bare: openElsewhere(home, false) };
    const result = {
      sync,
      contest: rows.map((row) => middle(row, rivalOf(row, rows))),
      stages,
      openings,
      load: load(),
    };
    process.stdout.write(`${json ? JSON.stringify(result) : report(result)}\n`);
  } finally {
    rmSync(base, { recursive: true });
  }
};

const contest = async (
  base: string,
  { rounds, ms }: { readonly rounds: number; readonly ms: number },
): Promise<readonly Row[]> => {
  const rows = new Map<string, { name: string; senders: number; rounds: Figures[] }>();
  for (let round = 0; round < rounds; round += 1) {
    for (const senders of senderCounts) {
      for (const [index, enter] of contestants.entries()) {
        const directory = join(base, `${round}-${senders}-${index}`);
        mkdirSync(directory);
        const contestant = await enter(directory);
        // Warms up: neither the compiler nor the first block of a file is to be measured.
        await measure(contestant, { senders: Math.min(senders, 16), ms: ms / 4 });
        const figures = await measure(contestant, { senders, ms });
        await contestant.close();
        rmSync(directory, { recursive: true });
        const key = `${contestant.name} ${senders}`;
        const row = rows.get(key) ?? { name: contestant.name, senders, rounds: [] };
        rows.set(key, row);
        row.rounds.push(figures);
      }
    }
    tell(`round ${round + 1} of ${rounds}, load ${figure(load())}`);
  }
  return [...rows.values()];
};

interface Middle extends Figures {
  readonly name: string;
  readonly senders: number;
  readonly noise: number;
  /** How many times as fast as the rival of the same round: the rest of the machine's load changes both. */
  readonly toRival: number;
}

const durableRival = "SQLite WAL, FULL";

const rivalOf = ({ senders }: Row, rows: readonly Row[]): Row | undefined =>
  rows.find((row) => row.name === durableRival && row.senders === senders);

const middle = ({ name, senders, rounds }: Row, rival: Row | undefined): Middle => ({
  name,
  senders,
  toRival: median(
    rounds.map(({ perSecond }, round) => perSecond / (rival?.rounds[round]?.perSecond ?? Number.NaN)),
  ),
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  bytes: median(rounds.map(({ bytes }) => bytes)),
  cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
  noise: spread(rounds.map(({ perSecond }) => perSecond)),
});

interface Result {
  readonly contest: readonly Middle[];
  readonly sync: { readonly p50: number; readonly p99: number };
  readonly stages: readonly Stage[];
  readonly openings: { readonly checkpoint: Opening; readonly bare: Opening };
}

const report = ({ contest: middles, sync, stages, openings }: Result): string => {
  const contestRows = middles
    .toSorted((one, other) => one.senders - other.senders)
    .map(({ name, senders, perSecond, toRival, p50, p99, bytes, noise }) => [
      name,
      String(senders),
      figure(perSecond, 0),
      `${figure(toRival, 2)}×`,
      percent(noise),
      figure(p50, 3),
      figure(p99, 3),
      figure(bytes, 0),
    ]);
  const opened = ({ records, ms, mbBefore, mbAfter }: Opening): string =>
    `${figure(ms, 0)} ms, ${figure(mbBefore, 0)} → ${figure(mbAfter, 0)} MB (${records} records)`;
  return [
    table(
      ["messages", "senders", "acked/s", "to SQLite", "spread", "p50 ms", "p99 ms", "bytes/record"],
      contestRows,
    ),
    `This disk alone, one record and fdatasync: p50 ${figure(sync.p50, 3)} ms, p99 ${figure(sync.p99, 3)} ms.`,
    "",
    table(stageColumns, stages.map(stageRow)),
    `Opened with its checkpoint: ${opened(openings.checkpoint)}; without: ${opened(openings.bare)}.`,
  ].join("\n");
};

const stageColumns = [
  "this log, fsync, holding",
  "1 sender/s",
  "256 senders/s",
  "p99 ms of 256",
  "CPU µs/record",
];
const stageRow = ({ records, one, many }: Stage): readonly string[] => [
  `${records} records`,
  figure(one.perSecond, 0),
  figure(many.perSecond, 0),
  figure(many.p99, 3),
  figure(many.cpuUs, 1),
];
