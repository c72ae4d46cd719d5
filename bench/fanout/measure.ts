import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../lib/crowd/audience.ts";
import { SideProcess, type Side } from "../lib/side.ts";
import { cpuMs, machineCpuMs } from "../lib/usage.ts";

export interface Workload {
  readonly readers: number;
  /** Messages a second, from one speaker to all readers. */
  readonly rate: number;
}

export interface Duration {
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** The result of one run of one server. */
export interface Measured {
  /** CPU time of the server for each message that one reader got. */
  readonly usPerDelivery: number;
  readonly p50: number;
  readonly p99: number;
  /** Messages in a frame: more than one where a server sends several together. */
  readonly messagesPerFrame: number;
  /** CPU that the server takes while nobody speaks, as a share of one core. */
  readonly idleShare: number;
  /** CPU that the server takes while it is measured, as a share of one core. */
  readonly busyShare: number;
  /** CPU that others took meanwhile, who have nothing to do with the measurement, as a share of one core. */
  readonly foreignShare: number;
}

const settleMs = 1000;
const idleMs = 1000;
/** Before the crowd comes: so many messages that a just-in-time compiler has done most of its work. */
const rehearsal = { rate: 1000, count: 3000, readers: 10 };

/** Starts a server, warms it up, lets the readers in, and measures it while one speaks to all. */
export const measure = async (
  side: Side,
  { readers, rate }: Workload,
  { warmUpSeconds, seconds }: Duration,
): Promise<Measured> => {
  await using server = await SideProcess.start(side);
  await using audience = new Audience(server);
  await audience.open();
  await audience.admit(rehearsal.readers);
  await audience.rehearse(rehearsal.rate, rehearsal.count);
  await sleep(settleMs);
  await audience.gather(readers - rehearsal.readers);
  await sleep(settleMs);
  const idle = await cpuOver([server.pid], () => sleep(idleMs));

  const before = await audience.hear(rate, rate * warmUpSeconds);
  const ours = [server.pid, process.pid, ...audience.pids];
  const busy = await cpuOver(ours, () => audience.hear(rate, rate * seconds));
  const {
    result,
    cpuMs: [serverMs = Number.NaN],
  } = busy;
  return {
    usPerDelivery: (serverMs * 1000) / (rate * seconds * readers),
    p50: result.p50,
    p99: result.p99,
    messagesPerFrame: (result.messages - before.messages) / (result.frames - before.frames),
    idleShare: (idle.cpuMs[0] ?? Number.NaN) / idle.tookMs,
    busyShare: serverMs / busy.tookMs,
    foreignShare: Math.max(0, busy.machineMs - sum(busy.cpuMs)) / busy.tookMs,
  };
};

interface Used<Result> {
  readonly result: Result;
  /** CPU time of each process. */
  readonly cpuMs: readonly number[];
  readonly machineMs: number;
  readonly tookMs: number;
}

const cpuOver = async <Result>(
  pids: readonly number[],
  work: () => Promise<Result>,
): Promise<Used<Result>> => {
  const before = pids.map((pid) => cpuMs(pid));
  const machineBefore = machineCpuMs();
  const began = performance.now();
  const result = await work();
  return {
    result,
    cpuMs: pids.map((pid, index) => cpuMs(pid) - (before[index] ?? Number.NaN)),
    machineMs: machineCpuMs() - machineBefore,
    tookMs: performance.now() - began,
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
