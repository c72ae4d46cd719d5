import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StockClient } from "../../harness/stock-client.ts";
import { lostOf, readLogFile } from "./log-file.ts";
import { Journal, sendFrames, sendLines } from "./sender.ts";
import { DiskServer, type Injection } from "./server.ts";

/** A file beside a log, or the log itself, and the calls on it that fail one after the other. */
export interface Target {
  readonly name: "log" | "reads" | "folders" | "mark" | "checkpoint" | "identity";
  /** Paths in the folder of the log. */
  readonly files: readonly string[];
  readonly calls: readonly string[];
  /** Call 1 to this one fails, each in a run of its own. */
  readonly upto: number;
}

export const targets = ({
  log,
  beside,
}: {
  readonly log: number;
  readonly beside: number;
}): readonly Target[] => [
  { name: "log", files: ["messages.json"], calls: ["pwrite64", "fdatasync"], upto: log },
  { name: "reads", files: ["messages.json"], calls: ["pread64"], upto: beside },
  { name: "folders", files: [".", "data"], calls: ["fsync"], upto: Math.min(beside, 6) },
  { name: "mark", files: ["data/log.mark", "data/log.mark.new"], calls: ["pwritev"], upto: beside },
  {
    name: "checkpoint",
    files: ["data/log.checkpoint", "data/log.checkpoint.new"],
    calls: ["pwritev"],
    upto: beside,
  },
  {
    name: "identity",
    files: ["data/identity.sqlite", "data/identity.sqlite-wal"],
    calls: ["pwrite64"],
    upto: beside,
  },
];

export interface EioVerdict {
  readonly target: string;
  readonly runs: number;
  /** How often it ended with which code; `stopped` if it went on until it was asked to stop. */
  readonly ends: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  /** Acknowledged, and not in the file when the process had ended. */
  readonly falselyAcknowledged: number;
  /** Acknowledged, and not in the file after another start. */
  readonly lost: number;
  readonly faults: readonly string[];
}

/** The documented exit code for a failure of the disk. */
const documented = 74;
/** Exit codes of a start if a file beside the log fails: it cannot be opened, written, or does not answer. */
const startCodes: readonly string[] = ["65", String(documented), "75"];
/** How long a run goes on if nothing ends it. */
const runMs = 3000;
/** The same if something has to end it: a machine that is busy elsewhere comes to the call late. */
const longestRunMs = 30_000;

interface Run {
  readonly folder: string;
  readonly target: Target["name"];
  readonly injection: Injection;
  readonly journal: Journal;
}

/** One server whose disk fails at one call, and those who talk to it; resolves with how it ended. */
const suffer = async ({ folder, target, injection, journal }: Run): Promise<string> => {
  const server = await DiskServer.start(folder, injection);
  const talking = new AbortController();
  const ended = server.exited();
  if (server.wasReady) {
    const sending = { server, journal, signal: talking.signal, pauseMs: 2, stay: 40 };
    const senders = ["a", "b"].map((name) => sendFrames({ ...sending, name }));
    senders.push(...["c", "d"].map((name) => sendLines({ ...sending, name })));
    const isEnded = await Promise.race([
      ended.then(() => true),
      sleep(target === "log" ? longestRunMs : runMs, false),
    ]);
    talking.abort();
    await Promise.all(senders);
    if (!isEnded) return `stopped, ${await server.stop()}`;
  }
  return String(await ended);
};

export const eio = async (
  place: string,
  target: Target,
  onProgress: (line: string) => void,
): Promise<readonly EioVerdict[]> => {
  const template = join(place, `template-${target.name}`);
  await mkdir(template, { recursive: true });
  const before = await DiskServer.start(template);
  await say(before, 60);
  await before.stop();
  const verdicts: EioVerdict[] = [];
  for (const call of target.calls) {
    const ends: Record<string, number> = {};
    const faults: string[] = [];
    let [acknowledged, falselyAcknowledged, lost] = [0, 0, 0];
    for (let when = 1; when <= target.upto; when += 1) {
      const folder = join(place, `${target.name}-${call}-${when}`);
      await cp(template, folder, { recursive: true });
      const journal = new Journal();
      const injection = {
        paths: target.files.map((file) => join(folder, file)),
        fault: `${call}:error=EIO:when=${when}`,
      };
      const end = await suffer({ folder, target: target.name, injection, journal });
      ends[end] = (ends[end] ?? 0) + 1;
      acknowledged += journal.acknowledged.size;
      const file = join(folder, "messages.json");
      falselyAcknowledged += lostOf(journal.acknowledged, readRecords(file));
      const again = await DiskServer.start(folder);
      if (!again.wasReady) faults.push(`${call} ${when}: no start after it: ${again.output.slice(-300)}`);
      await again.stop();
      const found = readLogFile(file);
      lost += lostOf(journal.acknowledged, found.records);
      faults.push(...found.faults.map((fault) => `${call} ${when}: ${fault}`));
      onProgress(`${target.name} ${call} ${when}: ${end}, ${journal.acknowledged.size} acknowledged`);
    }
    const name = `${target.name} ${call}`;
    verdicts.push({ target: name, runs: target.upto, ends, acknowledged, falselyAcknowledged, lost, faults });
  }
  return verdicts;
};

/** Says messages that newcomers read from the disk, since they are no longer in memory. */
const say = async ({ url }: DiskServer, messages: number): Promise<void> => {
  const client = new StockClient(url, { name: "Анна" });
  for (let said = 0; said < messages; said += 1) await client.say(`до этого: ${said}`);
  await client.close();
};

/** A process that ended in a write may have left less than an array: whole records count. */
const readRecords = (file: string): ReturnType<typeof readLogFile>["records"] => readLogFile(file).records;

/** Whether a verdict is as promised: a failed log ends the process, a failed file beside it loses nothing. */
export const isKept = ({ target, runs, ends, falselyAcknowledged, lost, faults }: EioVerdict): boolean => {
  const isLog = target.startsWith("log ");
  const good = isLog
    ? (ends[documented] ?? 0) === runs
    : Object.keys(ends).every((end) => ["stopped, 0", ...startCodes].includes(end));
  return good && falselyAcknowledged === 0 && lost === 0 && faults.length === 0;
};
