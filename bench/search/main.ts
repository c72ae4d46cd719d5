import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "@beseda/log";
import type { Benchmark } from "../benchmark.ts";
import { Sender } from "../acks/sender.ts";
import { readOptions, tell } from "../lib/options.ts";
import { RawSocket } from "../lib/raw/raw-socket.ts";
import { SideProcess, thisServer } from "../lib/side.ts";
import { percentile } from "../lib/statistics.ts";
import { figure, table } from "../lib/table.ts";
import { load, residentKb } from "../lib/usage.ts";
import { Asker } from "./asker.ts";
import { commonWord, rareWord, speaker } from "./speech.ts";

const queries: Readonly<Record<string, string>> = {
  rare: rareWord,
  "in 30 %": commonWord,
  "beginning of it": commonWord.slice(0, -1),
  "short beginning": "пр",
  phrase: '"сервер комната"',
  "two words": `сервер ${commonWord}`,
  "without a word": `${commonWord} -сервер`,
  "from:": `${commonWord} from:Имя7`,
  "in:": `${commonWord} in:lobby`,
  "other layout": "dcnhtxf",
  "not there": "ъъъъ",
};

interface Built {
  readonly messages: number;
  readonly perSecond: number;
  readonly mbBefore: number;
  readonly mbMost: number;
}

/**
 * The whole server on a log of a million messages: how fast its index is built, how much memory that takes, how late
 * acknowledgements are beside it, and how long a search takes.
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["messages", "repeats"]);
  const messages = Number(own["messages"] ?? (quick ? 100_000 : 1_000_000));
  const repeats = Number(own["repeats"] ?? (quick ? 20 : 100));
  const folder = await mkdtemp(join(tmpdir(), "beseda-bench-search-"));
  try {
    await writeLog(folder, messages);
    const side = thisServer("Beseda", "--log", join(folder, "messages.json"), "--data", join(folder, "data"));
    await using server = await SideProcess.start(side);
    const built = await build(server, messages);
    tell(`built: ${figure(built.perSecond, 0)} messages/s, load ${figure(load())}`);
    const searched = await searchAll(server, repeats);
    const acks = await acksBeside(server, folder);
    const result = { bench: "search", built, searched, acks };
    process.stdout.write(`${json ? JSON.stringify(result) : report(result)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const writeLog = async (folder: string, messages: number): Promise<void> => {
  const log = await openLog({
    file: join(folder, "messages.json"),
    data: join(folder, "data"),
    durability: "process",
    start: (id) => ({
      type: "server-started",
      client_id: "server",
      sender: "server",
      message: "",
      log: id,
      version: "0.1.0",
    }),
  });
  const say = speaker();
  for (let from = 0; from < messages; from += 1000)
    await log.append(
      Array.from({ length: Math.min(1000, messages - from) }, (_, place) => say(from + place)),
    );
  await log.close();
};

interface Progress {
  readonly state: string;
  readonly seq: number;
  readonly of: number;
}

const progressOf = async (server: SideProcess): Promise<Progress> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/health`);
  const { search }: { search?: Progress } = Object(await answer.json());
  return search ?? { state: "none", seq: 0, of: 0 };
};

const mb = (pid: number): number => residentKb(pid) / 1024;

/** The time from the first record that the index has to the last one. */
const build = async (server: SideProcess, messages: number): Promise<Built> => {
  const mbBefore = mb(server.pid);
  let mbMost = mbBefore;
  let first: { readonly at: number; readonly seq: number } | undefined;
  for (;;) {
    const { state, seq } = await progressOf(server);
    if (seq > 0) first ??= { at: performance.now(), seq };
    mbMost = Math.max(mbMost, mb(server.pid));
    if (state === "ready" && first) {
      const seconds = (performance.now() - first.at) / 1000;
      return { messages, perSecond: (seq - first.seq) / seconds, mbBefore, mbMost };
    }
    await sleep(50);
  }
};

interface Searched {
  readonly query: string;
  readonly order: string;
  readonly hits: number;
  readonly p50: number;
  readonly p95: number;
}

const searchAll = async (server: SideProcess, repeats: number): Promise<readonly Searched[]> => {
  await using asker = await Asker.come(server.port);
  const found: Searched[] = [];
  for (const order of ["newest", "best"])
    for (const [name, query] of Object.entries(queries)) {
      const times: number[] = [];
      let hits = 0;
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const began = performance.now();
        hits = await asker.search({ query, order });
        times.push(performance.now() - began);
      }
      times.sort((one, other) => one - other);
      found.push({ query: name, order, hits, p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
    }
  return found;
};

interface Acks {
  readonly alone: number;
  readonly beside: number;
  readonly ratio: number;
}

const senders = 32;
const paceMs = 2;
const longestMs = 10_000;

/** The 99th percentile of acknowledgements while the index is there, and while it is made anew. */
const acksBeside = async (server: SideProcess, folder: string): Promise<Acks> => {
  const alone = await acksUntil(server, () => Promise.resolve(false));
  for (const end of ["", "-wal", "-shm"])
    await rm(join(folder, "data", `search.sqlite${end}`), { force: true });
  await server.restart();
  while ((await progressOf(server)).seq === 0) await sleep(20);
  const beside = await acksUntil(server, async () => (await progressOf(server)).state === "ready");
  return { alone, beside, ratio: beside / alone };
};

const acksUntil = async (server: SideProcess, isOver: () => Promise<boolean>): Promise<number> => {
  const connect = RawSocket.factory();
  const all = Array.from({ length: senders }, (_, index) => new Sender(`p${index}-${performance.now()}`));
  for (const sender of all) await sender.connect(connect, server.port);
  const free = [...all];
  const times: number[] = [];
  const open: Promise<void>[] = [];
  const began = performance.now();
  let looked = began;
  while (performance.now() - began < longestMs) {
    if (performance.now() - looked > 500) {
      looked = performance.now();
      if (await isOver()) break;
    }
    const sender = free.shift();
    if (sender) open.push(sayOnce(sender, free, times));
    await sleep(paceMs);
  }
  await Promise.all(open);
  for (const sender of all) sender.close();
  return percentile(
    times.sort((one, other) => one - other),
    0.99,
  );
};

const sayOnce = async (sender: Sender, free: Sender[], times: number[]): Promise<void> => {
  const { ms } = await sender.say("Как дела?");
  times.push(ms);
  free.push(sender);
};

interface Result {
  readonly built: Built;
  readonly searched: readonly Searched[];
  readonly acks: Acks;
}

const report = ({ built, searched, acks }: Result): string =>
  [
    table(
      ["search", "order", "hits", "p50 ms", "p95 ms"],
      searched.map(({ query, order, hits, p50, p95 }) => [
        query,
        order,
        String(hits),
        figure(p50),
        figure(p95),
      ]),
    ),
    `index of ${built.messages} messages: ${figure(built.perSecond, 0)} messages/s; memory ${figure(built.mbBefore, 0)} MB, ${figure(built.mbMost, 0)} MB at most.`,
    `acknowledgements, p99: ${figure(acks.alone)} ms alone, ${figure(acks.beside)} ms beside the build: ${figure(acks.ratio, 2)} ×.`,
  ].join("\n");
