import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Audience } from "../lib/crowd/audience.ts";
import { Helper } from "../lib/helper/helper.ts";
import { sides, SideProcess } from "../lib/side.ts";
import { residentKb } from "../lib/usage.ts";
import type { CaughtUp, StalledMethods } from "./stalled-process.ts";

export interface Scene {
  readonly readers: number;
  /** So many of the readers take nothing while the messages are said. */
  readonly stalled: number;
  readonly rate: number;
  readonly messages: number;
}

/** Resident memory of the server at a moment after the first message. */
interface Sample {
  readonly seconds: number;
  readonly residentMb: number;
}

export interface Played {
  readonly p50: number;
  readonly p99: number;
  /** Before the first message, then each second, the last one when everybody has everything. */
  readonly memory: readonly Sample[];
  /** The catching up of the stalled readers. */
  readonly caughtUp: CaughtUp & { readonly tookMs: number };
}

const settleMs = 2000;
const timeoutMs = 60_000;
const rehearsal = { rate: 1000, count: 3000, readers: 10 };

/** Some readers stall, somebody speaks, the others listen; then the stalled ones go on. */
export const play = async ({ readers, stalled, rate, messages }: Scene): Promise<Played> => {
  await using server = await SideProcess.start(sides.beseda);
  await using audience = new Audience(server);
  const { port, dialect } = server;
  await using slow = new Helper<StalledMethods>(
    fileURLToPath(new URL("./stalled-process.ts", import.meta.url)),
  );
  await audience.open();
  await audience.admit(rehearsal.readers);
  await audience.rehearse(rehearsal.rate, rehearsal.count);
  await audience.gather(readers - stalled - rehearsal.readers);
  await slow.ask("open", { port, dialect, count: stalled });
  await sleep(settleMs);

  await slow.ask("stall");
  const memory: Sample[] = [];
  const began = performance.now();
  const sample = (): void => {
    const seconds = (performance.now() - began) / 1000;
    memory.push({ seconds, residentMb: residentKb(server.pid) / 1024 });
  };
  sample();
  const sampling = setInterval(sample, 1000);
  const { p50, p99 } = await audience.hear(rate, messages);
  const resumedAt = performance.now();
  const caughtUp = await slow.ask("goOn", { port, messages, timeoutMs });
  const tookMs = performance.now() - resumedAt;
  clearInterval(sampling);
  await sleep(settleMs);
  sample();
  if (caughtUp.least !== messages || caughtUp.disorder > 0) {
    throw new Error(`the stalled readers did not get everything: ${JSON.stringify(caughtUp)}`);
  }
  return { p50, p99, memory, caughtUp: { ...caughtUp, tookMs } };
};
