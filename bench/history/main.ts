import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Benchmark } from "../benchmark.ts";
import { Sender } from "../acks/sender.ts";
import { readOptions, tell } from "../lib/options.ts";
import { RawSocket } from "../lib/raw/raw-socket.ts";
import { SideProcess } from "../lib/side.ts";
import { figure, table } from "../lib/table.ts";
import { cpuMs, load, residentKb } from "../lib/usage.ts";
import { Asker } from "./asker.ts";
import { annotatedLog, serverOn } from "./log.ts";
import { measure, type Row } from "./measure.ts";
import { pages, roomsOf, type PageKind } from "./pages.ts";
import { Talker } from "./talker.ts";

/** The bound of a page, in milliseconds: 95 of 100 are there by then. */
const boundMs = 20;

/**
 * Pages of history of a log of a million records, with edits and reactions in eleven rooms: at every kind of place,
 * alone, while others say 100 messages a second, and by eight people at once. The server is a process of its own.
 * `--directory` keeps the log for the next time, `--records` makes a shorter one.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["directory", "records", "pages"]);
  const records = Number(own["records"] ?? (quick ? 100_000 : 1_000_000));
  const count = Number(own["pages"] ?? (quick ? 100 : 1000));
  const folder = own["directory"] ?? mkdtempSync(join(tmpdir(), "beseda-bench-"));
  mkdirSync(folder, { recursive: true });
  try {
    const made = await annotatedLog(folder, records);
    await using server = await SideProcess.start(serverOn(made.file));
    await settle(server);
    const startedKb = residentKb(server.pid);
    const askers = await Promise.all(Array.from({ length: 8 }, (_, index) => enter(server.port, index)));
    const kinds = pages({ records, hotSeq: made.hotSeq, rooms: await roomsOf(askers[0]) });
    const rows = await measured(server, { askers, kinds, count });
    for (const asker of askers) asker.close();
    const memory = { startedMb: startedKb / 1024, afterMb: residentKb(server.pid) / 1024 };
    const isWithin = rows.every(({ p95, isAlone }) => !isAlone || p95 <= boundMs);
    const result = { bench: "history", records, boundMs, isWithin, memory, rows, load: load() };
    process.stdout.write(`${json ? JSON.stringify(result) : report(records, rows, memory)}\n`);
    if (!isWithin) process.exitCode = 1;
  } finally {
    if (own["directory"] === undefined) rmSync(folder, { recursive: true });
  }
};

/** Waits until what a server does by itself after its start on a log that it has not seen is done, or two minutes. */
const settle = async ({ pid }: SideProcess): Promise<void> => {
  const began = performance.now();
  for (let quiet = 0; quiet < 3 && performance.now() - began < settleMs;) {
    const before = cpuMs(pid);
    await sleep(1000);
    quiet = cpuMs(pid) - before < 50 ? quiet + 1 : 0;
  }
  tell(`the server is at rest after ${figure((performance.now() - began) / 1000, 0)} s`);
};

const settleMs = 120_000;

const enter = async (port: number, index: number): Promise<Asker> => {
  const asker = new Asker();
  await asker.connect(port, `reader-${index}`);
  for (const room of rooms) (await asker.ask("mutation", "room.join", { room })).data();
  return asker;
};

const rooms = ["dev", "ops", "random", "ru", "en", "music", "games", "news", "help", "design"];

interface Plan {
  readonly askers: readonly Asker[];
  readonly kinds: readonly PageKind[];
  readonly count: number;
}

const measured = async (server: SideProcess, { askers, kinds, count }: Plan): Promise<readonly Row[]> => {
  const [first] = askers;
  const alone = first ? [first] : [];
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    tell(`${row.name}: p95 ${figure(row.p95)} ms, load ${figure(load())}`);
  };
  for (const kind of kinds) add(await measure(kind.name, alone, { kind, count }));
  const sender = new Sender("talker");
  await sender.connect(RawSocket.factory(), server.port);
  await using _ = new Talker(sender, 100);
  for (const kind of kinds) add(await measure(`${kind.name}, 100 said/s`, alone, { kind, count }));
  for (const kind of kinds.filter(({ isForCrowd }) => isForCrowd))
    add(await measure(`${kind.name}, 8 at once, 100 said/s`, askers, { kind, count }));
  return rows;
};

const report = (
  records: number,
  rows: readonly Row[],
  { startedMb, afterMb }: { readonly startedMb: number; readonly afterMb: number },
): string =>
  [
    table(
      [`a page of 50 messages of ${records} records`, "p50 ms", "p95 ms", "p99 ms", "most ms", "kB"],
      rows.map(({ name, p50, p95, p99, most, kb }) => [
        name,
        ...[p50, p95, p99, most, kb].map((value) => figure(value)),
      ]),
    ),
    `Memory of the server: ${figure(startedMb, 0)} MB with the log open, ${figure(afterMb, 0)} MB after all pages.`,
  ].join("\n");
