import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuMs } from "../lib/usage.ts";

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** The folder in which it is started; the current one unless given. */
  readonly folder?: string;
}

export interface Run {
  readonly stdout: string;
  readonly seconds: number;
  /** CPU time of all its threads. */
  readonly cpuSeconds: number;
  /** The most memory that was in RAM, as the kernel has it. */
  readonly peakMb: number;
}

const pollMs = 10;

interface Usage {
  peakMb: number;
  cpuSeconds: number;
}

/** The high-water mark only grows, so that the last look before the end is the one that counts. */
const look = (pid: number, usage: Usage): void => {
  try {
    const peak = /^VmHWM:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    if (peak === undefined) return;
    usage.peakMb = Number(peak) / 1024;
    usage.cpuSeconds = cpuMs(pid) / 1000;
  } catch {
    // It has just ended.
  }
};

/**
 * Runs a program to its end.
 * @throws {Error} when it fails
 */
export const measure = async ({ program, arguments: given, folder }: Command): Promise<Run> => {
  const before = performance.now();
  const child = spawn(program, [...given], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(folder !== undefined && { cwd: folder }),
  });
  const ended = new AbortController();
  const closed = once(child, "close").finally(() => ended.abort());
  const usage: Usage = { peakMb: Number.NaN, cpuSeconds: Number.NaN };
  const stdout = text(child.stdout);
  while (!ended.signal.aborted) {
    look(child.pid ?? Number.NaN, usage);
    await sleep(pollMs, undefined, { signal: ended.signal }).catch(() => undefined);
  }
  const [code] = await closed;
  const seconds = (performance.now() - before) / 1000;
  if (code !== 0) throw new Error(`${program} ended with code ${String(code)}.`);
  return { stdout: await stdout, seconds, ...usage };
};
