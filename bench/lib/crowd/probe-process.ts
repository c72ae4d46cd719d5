import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dialect } from "../dialect.ts";
import { answer } from "../helper/answer.ts";
import { textOf, uncountedTextOf } from "../message.ts";
import { RawSocket } from "../raw/raw-socket.ts";
import { percentile } from "../statistics.ts";
import { CountingReader } from "./counting-reader.ts";
import { ProbeReader } from "./probe-reader.ts";

/** Beyond every number of a message that is counted: an id must not come twice. */
const rehearsalNumbers = 1_000_000;

/** One who speaks and some who listen closely, in one process, so that there is one clock. */
interface Speaker {
  readonly socket: RawSocket;
  /** Gets the answers: one frame for each message that was sent. */
  readonly ear: CountingReader;
  readonly answersBefore: number;
  readonly say: string;
}

const connect = RawSocket.factory();
const readers: ProbeReader[] = [];
let speaker: Speaker | undefined;
let rehearsed = 0;
let sent = 0;

interface Place {
  readonly port: number;
  readonly dialect: Dialect;
}

const openSpeaker = async ({ port, dialect }: Place): Promise<void> => {
  const ear = await CountingReader.open({ port, role: dialect.sender }, connect);
  speaker = { socket: ear.socket, ear, say: dialect.say, answersBefore: ear.frames };
};

const openReader = async ({ port, dialect: { reader: role } }: Place): Promise<void> => {
  const reader = new ProbeReader(() => performance.now());
  readers.push(reader);
  const socket = await connect({ port, path: role.path, sink: reader });
  for (const frame of role.opening) socket.send(frame);
};

const send = (number: number, text: string): void => {
  if (!speaker) throw new Error("nobody was asked to speak");
  speaker.socket.send(speaker.say.replaceAll("$N", String(number)).replace("$TEXT", text));
};

interface Speech {
  readonly rate: number;
  readonly count: number;
}

/** Sends messages that nobody counts, until the server has compiled what it needs for them. */
const rehearse = (speech: Speech): Promise<void> =>
  evenly(speech, () => {
    rehearsed += 1;
    send(rehearsalNumbers + rehearsed, uncountedTextOf(rehearsed));
  });

/** How the messages of one call of `speak` came through. */
export interface Heard {
  /** Messages sent since the probe was opened, without those of `rehearse`. */
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly disorder: number;
}

/** Sends messages evenly over time; resolves when its own readers have got them all, or `timeoutMs` later. */
const speak = async (speech: Speech & { readonly timeoutMs: number }): Promise<Heard> => {
  await evenly(speech, () => {
    sent += 1;
    send(sent, textOf(sent, performance.now()));
  });
  const deadline = performance.now() + speech.timeoutMs;
  while (readers.some(({ last }) => last < sent) && performance.now() < deadline) await sleep(5);
  return heard();
};

const evenly = async ({ rate, count }: Speech, say: () => void): Promise<void> => {
  const began = performance.now();
  for (let due = 0; due < count; await sleep(1)) {
    const now = performance.now();
    for (; due < count && began + (due * 1000) / rate <= now; due += 1) say();
  }
};

/** Resolves when the server has answered every message; only servers that answer may be asked. */
const answered = async (timeoutMs: number): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  const waits = (): boolean => !!speaker && speaker.ear.frames - speaker.answersBefore < sent + rehearsed;
  while (waits()) {
    if (performance.now() > deadline) throw new Error("the server did not answer every message");
    await sleep(5);
  }
};

const heard = (): Heard => {
  const latencies = Float64Array.from(readers.flatMap((reader) => reader.takeLatencies())).sort();
  return {
    sent,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    longest: percentile(latencies, 1),
    disorder: readers.reduce((sum, { disorder }) => sum + disorder, 0),
  };
};

const methods = { openSpeaker, openReader, rehearse, speak, answered };
/** The methods of a probe. */
export type ProbeMethods = typeof methods;

answer(methods);
