import { readFileSync } from "node:fs";
import { percentile } from "../lib/statistics.ts";
import { type Contestant, draftOf } from "./contestant.ts";

export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Bytes handed to the system a record. */
  readonly bytes: number;
  /** Processor time of all threads a record, in microseconds: a busy machine does not change it. */
  readonly cpuUs: number;
}

export interface Load {
  readonly senders: number;
  readonly ms: number;
}

/**
 * Senders with one message in flight each. A sender's time runs from one answer to the next, so that it has the waiting
 * for the others in it where a contestant serves one after the other.
 */
export const measure = async (contestant: Contestant, { senders, ms }: Load): Promise<Figures> => {
  const times: number[] = [];
  const written = bytesWritten();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const until = began + ms;
  let index = 0;
  const send = async (): Promise<void> => {
    for (let before = performance.now(); before < until;) {
      await contestant.append(draftOf((index += 1)));
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = Float64Array.from(times).sort();
  return {
    perSecond: (times.length / took) * 1000,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    bytes: (bytesWritten() - written) / times.length,
    cpuUs: (user + system) / times.length,
  };
};

/** Bytes that this process has given to `write` calls, with all its threads. */
const bytesWritten = (): number =>
  Number(/^wchar: (\d+)/mu.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? Number.NaN);
