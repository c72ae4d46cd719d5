import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dialect, Role } from "../dialect.ts";
import { answer } from "../helper/answer.ts";
import { textOf } from "../message.ts";
import { RawSocket } from "../raw/raw-socket.ts";
import { percentile } from "../statistics.ts";
import { CountingReader } from "./counting-reader.ts";
import { ProbeReader } from "./probe-reader.ts";

/** One who speaks and some who listen closely, in one process, so that there is one clock. */
interface Probe {
  readonly sender: RawSocket;
  readonly say: string;
  readonly readers: readonly ProbeReader[];
}

const connect = RawSocket.factory();
let probe: Probe | undefined;
let sent = 0;

const openReader = async (port: number, role: Role): Promise<ProbeReader> => {
  const reader = new ProbeReader(() => performance.now());
  const socket = await connect({ port, path: role.path, sink: reader });
  for (const frame of role.opening) socket.send(frame);
  return reader;
};

const open = async (wanted: { port: number; dialect: Dialect; readers: number }): Promise<void> => {
  const { port, dialect } = wanted;
  const { socket: sender } = await CountingReader.open({ port, role: dialect.sender }, connect);
  const opening = Array.from({ length: wanted.readers }, () => openReader(port, dialect.reader));
  probe = { sender, say: dialect.say, readers: await Promise.all(opening) };
};

/** How the messages of one call of `speak` came through. */
export interface Heard {
  /** Messages sent since the probe was opened. */
  readonly sent: number;
  /** How long they took to be sent, in milliseconds. */
  readonly tookMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly disorder: number;
}

/** Sends messages evenly over time; resolves when its own readers have got them all, or `patienceMs` later. */
const speak = async (wanted: { rate: number; count: number; patienceMs: number }): Promise<Heard> => {
  if (!probe) throw new Error("a probe that was not opened");
  const began = performance.now();
  for (let due = 0; due < wanted.count;) {
    const now = performance.now();
    for (; due < wanted.count && began + (due * 1000) / wanted.rate <= now; due += 1) sayNext(probe);
    await sleep(1);
  }
  const tookMs = performance.now() - began;
  await everythingHeard(probe, performance.now() + wanted.patienceMs);
  return { ...heardBy(probe), tookMs };
};

const sayNext = ({ sender, say }: Probe): void => {
  sent += 1;
  sender.send(say.replaceAll("$N", String(sent)).replace("$TEXT", textOf(sent, performance.now())));
};

const everythingHeard = async ({ readers }: Probe, deadline: number): Promise<void> => {
  while (readers.some(({ last }) => last < sent) && performance.now() < deadline) await sleep(5);
};

const heardBy = ({ readers }: Probe): Omit<Heard, "tookMs"> => {
  const latencies = Float64Array.from(readers.flatMap((reader) => reader.takeLatencies())).sort();
  return {
    sent,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    longest: percentile(latencies, 1),
    disorder: readers.reduce((sum, { disorder }) => sum + disorder, 0),
  };
};

const methods = { open, speak };
/** What a probe can be asked for. */
export type ProbeMethods = typeof methods;

answer(methods);
