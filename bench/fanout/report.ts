import { median, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import type { Measured, Workload } from "./measure.ts";
import { nameOf } from "./workloads.ts";

/** The results of one side in all rounds of a workload, in the order of the rounds. */
export interface Row {
  readonly key: string;
  readonly name: string;
  readonly rounds: readonly Measured[];
}

/** Memory of each connection that only waits, by the key of the side. */
export type Memory = ReadonlyMap<string, number>;

/** The rounds of one side put together. */
export interface Summary {
  readonly side: string;
  readonly usPerDelivery: number;
  /** How far the rounds lie apart: the noise of the machine. */
  readonly spread: number;
  /** Median over the rounds of this side's cost as a multiple of the other's in the same round. */
  readonly toBun: number | undefined;
  readonly toWs: number | undefined;
  readonly p50: number;
  readonly p99: number;
  /** As a multiple of that of the `ws` loop, likewise. */
  readonly p99ToWs: number | undefined;
  readonly messagesPerFrame: number;
  readonly idleShare: number;
  readonly busyShare: number;
  readonly foreignShare: number;
}

export const summarize = (rows: readonly Row[]): readonly Summary[] => {
  const bun = rows.find(({ key }) => key === "bun");
  const ws = rows.find(({ key }) => key === "ws");
  return rows.map((row) => {
    const of = (figure: keyof Measured): number => median(row.rounds.map((round) => round[figure]));
    return {
      side: row.key,
      usPerDelivery: of("usPerDelivery"),
      spread: spread(row.rounds.map(({ usPerDelivery }) => usPerDelivery)),
      toBun: ratio(row, bun, "usPerDelivery"),
      toWs: ratio(row, ws, "usPerDelivery"),
      p50: of("p50"),
      p99: of("p99"),
      p99ToWs: ratio(row, ws, "p99"),
      messagesPerFrame: of("messagesPerFrame"),
      idleShare: of("idleShare"),
      busyShare: of("busyShare"),
      foreignShare: of("foreignShare"),
    };
  });
};

/** The ratio of neighbours in time, so that a machine that is busier for a while is so for both. */
const ratio = (row: Row, other: Row | undefined, figure: keyof Measured): number | undefined => {
  if (!other) return undefined;
  const quotients = row.rounds.flatMap((round, index) => {
    const beside = other.rounds[index];
    return beside ? [round[figure] / beside[figure]] : [];
  });
  return median(quotients);
};

const header = [
  "server",
  "µs/delivery",
  "spread",
  "× Bun",
  "× ws",
  "p50 ms",
  "p99 ms",
  "p99 × ws",
  "messages/frame",
  "KB/connection",
  "idle CPU",
  "others' CPU",
];

/** The table of one workload. */
export const tableOf = (workload: Workload, rows: readonly Row[], memory: Memory): string => {
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  const cells = summarize(rows).map((row) => [
    names.get(row.side) ?? row.side,
    figure(row.usPerDelivery, 2),
    percent(row.spread),
    figure(row.toBun, 2),
    figure(row.toWs, 2),
    figure(row.p50),
    figure(row.p99),
    figure(row.p99ToWs, 2),
    figure(row.messagesPerFrame),
    figure(memory.get(row.side), 0),
    percent(row.idleShare),
    percent(row.foreignShare),
  ]);
  const title = `${workload.readers} readers, ${workload.rate} messages/s (${nameOf(workload)})`;
  return `${title}\n${table(header, cells)}`;
};
