import { setTimeout as sleep } from "node:timers/promises";
import type { Dialect } from "../lib/dialect.ts";
import { answer } from "../lib/helper/answer.ts";
import { RawSocket } from "../lib/raw/raw-socket.ts";
import { ResumingReader } from "./resuming-reader.ts";

const connect = RawSocket.factory();
const readers: ResumingReader[] = [];

interface Place {
  readonly port: number;
  readonly dialect: Dialect;
  readonly count: number;
}

const open = async ({ port, dialect, count }: Place): Promise<void> => {
  const coming = Array.from({ length: count }, () => new ResumingReader(dialect.reader, connect));
  readers.push(...coming);
  await Promise.all(coming.map((reader) => reader.open(port)));
};

const stall = (): void => {
  for (const reader of readers) reader.stall();
};

/** How those who had stalled caught up. */
export interface CaughtUp {
  /** Messages of the one that has fewest. */
  readonly least: number;
  readonly disorder: number;
  /** Those who were closed meanwhile and came back with their cursor. */
  readonly resumed: number;
}

/** They read again, come back if they were closed, and are waited for until they have so many messages. */
const goOn = async (wanted: { port: number; messages: number; timeoutMs: number }): Promise<CaughtUp> => {
  const deadline = performance.now() + wanted.timeoutMs;
  for (const reader of readers) reader.goOn();
  while (readers.some(({ last }) => last < wanted.messages) && performance.now() < deadline) {
    await sleep(20);
    for (const reader of readers) if (!reader.isOpen) await reader.open(wanted.port);
  }
  return {
    least: Math.min(wanted.messages, ...readers.map(({ last }) => last)),
    disorder: readers.reduce((sum, { disorder }) => sum + disorder, 0),
    resumed: readers.filter(({ connections }) => connections > 1).length,
  };
};

const methods = { open, stall, goOn };
/** The methods of a process of readers that stall. */
export type StalledMethods = typeof methods;

answer(methods);
