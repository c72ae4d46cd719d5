import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readOptions, tell } from "../lib/options.ts";
import { RawSocket } from "../lib/raw/raw-socket.ts";
import { SideProcess, thisServer } from "../lib/side.ts";
import { median, percentile, spread } from "../lib/statistics.ts";
import { figure, percent, table } from "../lib/table.ts";
import { cpuMs, load } from "../lib/usage.ts";
import { Sender, type Acknowledged } from "./sender.ts";

const text = "x".repeat(80);
const connections = 256;

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuUs: number;
}

interface Rig {
  readonly server: SideProcess;
  readonly senders: readonly Sender[];
  readonly all: Acknowledged[];
}

/** The whole server: connections with one message in flight each, and nobody following. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { quick, json } = readOptions(args);
  const seconds = quick ? 3 : 8;
  const rounds = quick ? 1 : 5;
  await using server = await SideProcess.start(thisServer("Beseda"));
  const connect = RawSocket.factory();
  const senders = Array.from({ length: connections }, (_, index) => new Sender(`p${index}`));
  for (const sender of senders) await sender.connect(connect, server.port);
  const rig: Rig = { server, senders, all: [] };
  await saturate(rig, 2);

  const full: Round[] = [];
  const paced: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    full.push(await saturate(rig, seconds));
    paced.push(await pace(rig, { perSecond: 1000, seconds }));
    tell(`round ${round + 1} of ${rounds}: ${figure(full.at(-1)?.perSecond, 0)}/s, load ${figure(load())}`);
  }
  const missing = await countMissing(rig);
  for (const sender of senders) sender.close();

  const result = { full: middle(full), paced: middle(paced), acknowledged: rig.all.length, missing };
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(`${report(full, paced, result)}\n`);
  if (missing > 0) process.exitCode = 1;
};

/** Each connection sends again as soon as it was answered. */
const saturate = (rig: Rig, seconds: number): Promise<Round> =>
  measured(rig, seconds, async (answers, until) => {
    const talk = async (sender: Sender): Promise<void> => {
      while (performance.now() < until) answers.push(await sender.say(text));
    };
    await Promise.all(rig.senders.map(talk));
  });

/** So many messages a second, evenly, whatever the answers do. */
const pace = (rig: Rig, { perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Round> =>
  measured(rig, seconds, async (answers, until) => {
    const free = [...rig.senders];
    const began = performance.now();
    const open: Promise<void>[] = [];
    let waitingSince: number | undefined;
    for (let sent = 0; performance.now() < until;) {
      const due = ((performance.now() - began) / 1000) * perSecond;
      while (sent < due) {
        const sender = free.shift();
        // Every connection waits for its answer: due messages wait with them, and that counts as their time.
        if (!sender) {
          waitingSince ??= performance.now();
          break;
        }
        sent += 1;
        const waitedMs = performance.now() - (waitingSince ?? performance.now());
        open.push(sayOnce(sender, { answers, free, waitedMs }));
      }
      if (sent >= due) waitingSince = undefined;
      await sleep(1);
    }
    await Promise.all(open);
  });

interface Turn {
  readonly answers: Acknowledged[];
  readonly free: Sender[];
  /** How long the message had to wait for a connection. */
  readonly waitedMs: number;
}

/** One message; its connection is free again when it was answered. */
const sayOnce = async (sender: Sender, { answers, free, waitedMs }: Turn): Promise<void> => {
  const answer = await sender.say(text);
  answers.push({ ...answer, ms: answer.ms + waitedMs });
  free.push(sender);
};

type Work = (answers: Acknowledged[], until: number) => Promise<void>;

const measured = async ({ server, all }: Rig, seconds: number, work: Work): Promise<Round> => {
  const answers: Acknowledged[] = [];
  const cpu = cpuMs(server.pid);
  const began = performance.now();
  await work(answers, began + seconds * 1000);
  const ms = performance.now() - began;
  const sorted = answers.map((answer) => answer.ms).sort((one, other) => one - other);
  for (const answer of answers) all.push(answer);
  return {
    perSecond: (answers.length / ms) * 1000,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    cpuUs: ((cpuMs(server.pid) - cpu) * 1000) / answers.length,
  };
};

/** Acknowledged messages that do not stand once in the file, under the `seq` of the acknowledgement. */
const countMissing = async ({ server, all }: Rig): Promise<number> => {
  const lines = (await readFile(join(server.folder, "messages.json"), "utf8")).split("\n");
  const seqs = new Map<string, number[]>();
  for (const line of lines) {
    const id = /"id":"([^"]+)"/u.exec(line)?.[1];
    if (id === undefined) continue;
    seqs.set(id, [...(seqs.get(id) ?? []), Number(/^\{"seq":(\d+)/u.exec(line)?.[1])]);
  }
  return all.filter(({ id, seq }) => seqs.get(id)?.length !== 1 || seqs.get(id)?.[0] !== seq).length;
};

const middle = (rounds: readonly Round[]): Round => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
});

const report = (
  full: readonly Round[],
  paced: readonly Round[],
  { acknowledged, missing }: { readonly acknowledged: number; readonly missing: number },
): string => {
  const row = (name: string, rounds: readonly Round[]): readonly string[] => {
    const { perSecond, p50, p99, cpuUs } = middle(rounds);
    const noise = spread(rounds.map((round) => round.perSecond));
    return [name, figure(perSecond, 0), percent(noise), figure(p50), figure(p99), figure(cpuUs)];
  };
  return [
    table(
      ["durable, nobody follows", "acked/s", "spread", "p50 ms", "p99 ms", "server µs/message"],
      [row(`${connections} connections, 1 in flight`, full), row("1,000 messages/s", paced)],
    ),
    `${acknowledged} acknowledged, ${missing} of them not found once in the file.`,
  ].join("\n");
};
