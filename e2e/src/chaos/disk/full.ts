import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StockClient } from "../../harness/stock-client.ts";
import type { Random } from "../random.ts";
import { lostOf, readLogFile, type StoredRecord } from "./log-file.ts";
import { Journal, sendFrames, sendLines } from "./sender.ts";
import { DiskServer } from "./server.ts";

export interface FullVerdict {
  readonly fills: number;
  readonly exit: number | null;
  readonly acknowledged: number;
  readonly refused: number;
  /** Ids that two people had. */
  readonly sharedIds: number;
  readonly sessionsWithoutEnd: number;
  readonly lost: number;
  /** Messages of somebody who was there, refused as if they were absent. */
  readonly liveRefused: number;
  /** How often `/health` said `degraded` at the end of a fill. */
  readonly degraded: number;
  /** Lines to the operator about a full disk, and about one that has room again. */
  readonly toldFull: number;
  readonly toldRoom: number;
  readonly faults: readonly string[];
}

/**
 * How a disk is filled.
 * - `file-system`: a real small one, which needs the right to mount.
 * - `limit`: the kernel does not let the server's files grow further, which needs no right.
 */
export type Filling = "file-system" | "limit";

export interface FullOptions {
  readonly filling: Filling;
  readonly fills: number;
  readonly random: Random;
  readonly onProgress: (line: string) => void;
}

/** Only an administrator may mount, and not in every container. */
export const fillingsHere = (): readonly [Filling, ...Filling[]] => {
  const mounted = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]);
  return mounted.status === 0 ? ["limit", "file-system"] : ["limit"];
};

/** A disk that is filled and freed. */
interface Narrow {
  fill(): void;
  free(): void;
}

const sizeMiB = 48;

/** Fills a disk and frees it again, under those who talk. */
export const full = async (place: string, options: FullOptions): Promise<FullVerdict> => {
  const folder = join(place, `full-${options.filling}`);
  mkdirSync(folder);
  if (options.filling === "limit") return fillUnderLoad(folder, options);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m,mode=0700`, "none", folder]);
  try {
    return await fillUnderLoad(folder, options);
  } finally {
    execFileSync("umount", [folder]);
  }
};

const smallFileSystem = (folder: string): Narrow => ({
  fill: () => fillUp(join(folder, "ballast")),
  free: () => rmSync(join(folder, "ballast"), { force: true }),
});

/** Has the system refuse writes behind the end of the log with EFBIG, as for a file that may not grow. */
const noGrowth = (folder: string, { pid }: DiskServer): Narrow => {
  const limitTo = (bytes: string): void => {
    execFileSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
  };
  return {
    fill: () => limitTo(String(statSync(join(folder, "messages.json")).size)),
    free: () => limitTo("unlimited"),
  };
};

/** The log is the largest file: a limit that it reaches does not stop the others. */
const grow = async ({ url }: DiskServer): Promise<void> => {
  const client = new StockClient(url, { name: "Анна" });
  for (let said = 0; said < 150; said += 1) await client.say(`${said} ${"я".repeat(3900)}`);
  await client.close();
};

const fillUnderLoad = async (
  folder: string,
  { filling, fills, random, onProgress }: FullOptions,
): Promise<FullVerdict> => {
  const server = await DiskServer.start(folder);
  if (filling === "limit") await grow(server);
  const disk = filling === "limit" ? noGrowth(folder, server) : smallFileSystem(folder);
  const journal = new Journal();
  const talking = new AbortController();
  const senders = Array.from({ length: 20 }, (_, index) => {
    const sending = { server, journal, signal: talking.signal, pauseMs: 20, stay: 20, name: `s${index}` };
    return (index % 2 === 0 ? sendFrames : sendLines)(sending);
  });
  let degraded = 0;
  for (let fill = 1; fill <= fills; fill += 1) {
    await sleep(50 + random.below(150));
    disk.fill();
    await sleep(50 + random.below(150));
    const status = await statusOf(server);
    degraded += Number(status === "degraded");
    if (status === undefined) break;
    disk.free();
    if (fill % 20 === 0) onProgress(`filled ${fill} times, ${journal.acknowledged.size} acknowledged`);
  }
  // Until the server calls it over (OPS-4).
  await sleep(7000);
  talking.abort();
  await Promise.all(senders);
  const exit = await server.stop();
  const { records, faults } = readLogFile(join(folder, "messages.json"));
  const lines = server.output.split("\n");
  return {
    fills,
    exit,
    acknowledged: journal.acknowledged.size,
    refused: [...journal.refused.values()].reduce((sum, count) => sum + count, 0),
    sharedIds: sharedIdsIn(records),
    sessionsWithoutEnd: openSessionsIn(records),
    lost: lostOf(journal.acknowledged, records),
    liveRefused: journal.refused.get("session-ended") ?? 0,
    degraded,
    toldFull: lines.filter((line) => line.includes('"notice":"disk-full"')).length,
    toldRoom: lines.filter((line) => line.includes('"notice":"disk-has-room"')).length,
    faults: exit === 0 ? faults : [...faults, server.output.slice(-500)],
  };
};

/** Writes until there is no room for a single page. */
const fillUp = (path: string): void => {
  const ballast = openSync(path, "w");
  try {
    for (let piece = Buffer.alloc(1024 * 1024); piece.length > 0;) {
      try {
        writeSync(ballast, piece);
      } catch {
        piece = piece.subarray(0, piece.length >> 1);
      }
    }
  } finally {
    closeSync(ballast);
  }
};

/** The server's own status; undefined if it does not answer. */
const statusOf = async ({ url }: DiskServer): Promise<string | undefined> => {
  try {
    const answer = await fetch(`${url}/health`);
    return ((await answer.json()) as { status: string }).status;
  } catch {
    return undefined;
  }
};

const sharedIdsIn = (records: readonly StoredRecord[]): number => {
  const names = new Map<string, Set<string>>();
  for (const { type, client_id, name = "", session } of records) {
    if (type !== "connected" || session === undefined) continue;
    const known = names.get(client_id) ?? new Set();
    names.set(client_id, known.add(name));
  }
  return [...names.values()].filter(({ size }) => size > 1).length;
};

const openSessionsIn = (records: readonly StoredRecord[]): number => {
  const open = new Set<string>();
  for (const { type, session = "" } of records) {
    if (type === "connected") open.add(session);
    if (type === "disconnected") open.delete(session);
  }
  return open.size;
};
