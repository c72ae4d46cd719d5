import { copyFile, mkdir, readdir, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import { lostOf, readLogFile } from "./log-file.ts";
import { Journal, sendFrames, sendLines } from "./sender.ts";
import { DiskServer } from "./server.ts";

const ways = {
  deleted: (file: string) => rm(file),
  moved: (file: string) => rename(file, `${file}.1`),
  replaced: async (file: string) => {
    await copyFile(file, `${file}.copy`);
    await rename(`${file}.copy`, file);
  },
  cut: async (file: string) => {
    await copyFile(file, `${file}.1`);
    await truncate(file, 0);
  },
} as const;

export type Way = keyof typeof ways;
export const allWays = Object.keys(ways) as Way[];

export interface TakenVerdict {
  readonly way: Way;
  readonly exit: number | null;
  readonly acknowledged: number;
  /** Acknowledgements of changes that neither the saved files nor a copy of the log have. */
  readonly lost: number;
  /** Acknowledgements that came more than a commit later than the change. */
  readonly afterwards: number;
  /** Whether a sentence showed the operator where everything is. */
  readonly told: boolean;
}

/** A commit may be on its way, and its answers on the wire. */
const oneCommitMs = 250;

export const taken = async (place: string, way: Way, random: Random): Promise<TakenVerdict> => {
  const folder = join(place, `taken-${way}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, "messages.json");
  const server = await DiskServer.start(folder);
  const journal = new Journal();
  const talking = new AbortController();
  const sending = { server, journal, signal: talking.signal, pauseMs: 1, stay: 1000 };
  const senders = Array.from({ length: 20 }, (_, index) =>
    (index % 2 === 0 ? sendFrames : sendLines)({ ...sending, name: `s${index}` }),
  );
  const ended = server.exited();
  await sleep(1000 + random.below(1000));
  await ways[way](file);
  const atMs = performance.now();
  const exit = await ended;
  talking.abort();
  await Promise.all(senders);
  const saved = (await readdir(folder)).find((name) => name.includes(".saved-"));
  const copies = [saved, way === "cut" ? "messages.json.1" : undefined].filter((name) => name !== undefined);
  const records = copies.flatMap((name) => readLogFile(join(folder, name)).records);
  return {
    way,
    exit,
    acknowledged: journal.acknowledged.size,
    lost: lostOf(journal.acknowledged, records),
    afterwards: Number(journal.lastAtMs > atMs + oneCommitMs),
    told: saved !== undefined && server.output.includes(saved) && server.output.includes('"level":60'),
  };
};
