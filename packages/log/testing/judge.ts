import { readFile } from "node:fs/promises";
import type { Disk } from "../src/disk/disk.ts";
import { nodeDisk } from "../src/disk/node-disk.ts";
import { LogError } from "../src/error.ts";
import type { EventLog } from "../src/event-log.ts";
import { openLog } from "../src/open/open-log.ts";
import { createIdIndex, type IdIndex } from "../src/state/id-index.ts";
import { type Journal, simulatedData, simulatedFile } from "./crash.ts";
import { said, started } from "./drafts.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

/** The effects of a crash as the next start finds them. Every count but `kept` must be 0. */
export interface Verdict {
  /** Records acknowledged, and found once at their place. */
  kept: number;
  lost: number;
  duplicated: number;
  /** Records that were never sent. */
  unexpected: number;
  /** Files that are not a JSON array at rest. */
  invalidFiles: number;
  /** The reason why the log did not open. */
  refused: LogError | undefined;
  /** The duration of the start. */
  recoveryMs: number;
}

/** A log as a crash left it. */
interface Place {
  readonly file: string;
  readonly data: string;
  readonly disk: Disk;
  readonly content: () => Promise<Buffer>;
}

/** Opens a log as a crash left it on a simulated disk, and compares it with what the clients know. */
export const judge = (disk: SimulatedDisk, journal: Journal): Promise<Verdict> =>
  judgePlace(
    {
      file: simulatedFile,
      data: simulatedData,
      disk,
      content: async () => disk.contentOf(simulatedFile) ?? Buffer.alloc(0),
    },
    journal,
  );

/** Does the same for files of this machine. */
export const judgeFiles = (file: string, data: string, journal: Journal): Promise<Verdict> =>
  judgePlace({ file, data, disk: nodeDisk(), content: () => readFile(file) }, journal);

const judgePlace = async (place: Place, journal: Journal): Promise<Verdict> => {
  const ids = createIdIndex();
  const { file, data, disk } = place;
  const before = performance.now();
  const verdict: Verdict = {
    kept: 0,
    lost: 0,
    duplicated: 0,
    unexpected: 0,
    invalidFiles: 0,
    refused: undefined,
    recoveryMs: 0,
  };
  let log: EventLog;
  try {
    log = await openLog({ file, data, disk, start: started, projections: [ids], tailBytes: 0 });
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { ...verdict, lost: journal.acknowledged.size, refused: error };
  }
  verdict.recoveryMs = performance.now() - before;
  if (!(await isValid(place))) verdict.invalidFiles += 1;
  compare(await idsIn(log), journal, verdict);
  await compareIndex(log, ids, { journal, verdict });
  const id = `после сбоя ${log.last.seq}`;
  journal.sent.add(id);
  await log.append([said(id)]);
  await log.close();
  if (!(await isValid(place))) verdict.invalidFiles += 1;
  return verdict;
};

const isValid = async ({ content }: Place): Promise<boolean> => {
  try {
    const value: unknown = JSON.parse((await content()).toString());
    return Array.isArray(value);
  } catch {
    return false;
  }
};

/** The ids in a log by `seq`; undefined for a record without one. */
const idsIn = async (log: EventLog): Promise<ReadonlyMap<number, string | undefined>> => {
  const found = new Map<number, string | undefined>();
  for (let after = 0; after < log.last.seq;) {
    for (const { record } of await log.read({ after })) {
      if (record.seq !== after + 1) throw new Error(`record ${record.seq} follows ${after}`);
      after = record.seq;
      found.set(after, "id" in record && typeof record.id === "string" ? record.id : undefined);
    }
  }
  return found;
};

const compare = (
  found: ReadonlyMap<number, string | undefined>,
  { acknowledged, sent }: Journal,
  verdict: Verdict,
): void => {
  const seen = new Set<string>();
  for (const id of found.values()) {
    if (id === undefined) continue;
    if (seen.has(id)) verdict.duplicated += 1;
    if (!sent.has(id)) verdict.unexpected += 1;
    seen.add(id);
  }
  for (const [seq, id] of acknowledged) {
    if (found.get(seq) === id) verdict.kept += 1;
    else verdict.lost += 1;
  }
};

/** Whether a resent message is recognised at its place (DEL-1). */
const compareIndex = async (
  log: EventLog,
  ids: IdIndex,
  { journal, verdict }: { readonly journal: Journal; readonly verdict: Verdict },
): Promise<void> => {
  const sample = [...journal.acknowledged].slice(-100);
  for (const [seq, id] of sample) {
    const entry = await ids.find("Client_Анна", id, log);
    if (entry?.record.seq !== seq) verdict.lost += 1;
  }
};
