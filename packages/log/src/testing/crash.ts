import type { EventLog } from "../event-log.ts";
import { LogError } from "../error.ts";
import { openLog } from "../open/open-log.ts";
import { createIdIndex } from "../state/id-index.ts";
import { said, started } from "./drafts.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

export const simulatedFile = "/messages.json";
export const simulatedData = "/data";

/** What the clients of a log know: what they sent, and what was acknowledged where. */
export interface Journal {
  readonly sent: Set<string>;
  /** Id by `seq`. */
  readonly acknowledged: Map<number, string>;
  /** What the log answered instead. */
  readonly errors: unknown[];
}

export const newJournal = (): Journal => ({ sent: new Set(), acknowledged: new Map(), errors: [] });

export const openSimulated = (
  disk: SimulatedDisk,
  clock = (): number => 1_795_255_200_000,
): Promise<EventLog> =>
  openLog({ file: simulatedFile, data: simulatedData, disk, start: started, clock, tailBytes: 0 });

export interface Load {
  readonly senders: number;
  readonly messagesEach: number;
  /** Text of a message, by its id. */
  readonly textOf: (id: string) => string;
}

/** Opens the log, has clients send at once, and closes it; ends early where the disk stops. Keeps the journal. */
export const liveThrough = async (disk: SimulatedDisk, journal: Journal, load: Load): Promise<void> => {
  const live = async (): Promise<void> => {
    const log = await openSimulated(disk);
    await Promise.all(Array.from({ length: load.senders }, (_, sender) => send(log, sender)));
    await log.close();
  };
  const send = async (log: EventLog, sender: number): Promise<void> => {
    for (let count = 0; count < load.messagesEach; count += 1) {
      const id = `${journal.sent.size}-${sender}`;
      journal.sent.add(id);
      const [entry] = await log.append([said(load.textOf(id), { id, room: sender % 2 ? "сад" : "lobby" })]);
      if (entry) journal.acknowledged.set(entry.record.seq, id);
    }
  };
  const ended = live().catch((error: unknown) => {
    journal.errors.push(error);
  });
  await Promise.race([ended, disk.stopped]);
};

/** What a crash did, by what the next start finds. Every count but `kept` has to be 0. */
export interface Verdict {
  /** Acknowledged, and found once at its place. */
  kept: number;
  lost: number;
  duplicated: number;
  /** Never sent. */
  unexpected: number;
  invalidFiles: number;
  /** Why the log would not open. */
  refused: LogError | undefined;
}

/** Opens what a crash has left, and compares it with what the clients know. */
export const judge = async (disk: SimulatedDisk, journal: Journal): Promise<Verdict> => {
  const verdict: Verdict = {
    kept: 0,
    lost: 0,
    duplicated: 0,
    unexpected: 0,
    invalidFiles: 0,
    refused: undefined,
  };
  const ids = createIdIndex();
  let log: EventLog;
  try {
    log = await openLog({
      file: simulatedFile,
      data: simulatedData,
      disk,
      start: started,
      projections: [ids],
      tailBytes: 0,
    });
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { ...verdict, lost: journal.acknowledged.size, refused: error };
  }
  verdict.invalidFiles += isValid(disk) ? 0 : 1;
  compare(await idsIn(log), journal, verdict);
  for (const id of journal.acknowledged.values()) {
    if (!(await ids.find("Client_Анна", id, log))) verdict.lost += 1;
  }
  await log.append([said("после сбоя")]);
  await log.close();
  verdict.invalidFiles += isValid(disk) ? 0 : 1;
  return verdict;
};

const isValid = (disk: SimulatedDisk): boolean => {
  try {
    const content: unknown = JSON.parse(disk.contentOf(simulatedFile)?.toString() ?? "");
    return Array.isArray(content);
  } catch {
    return false;
  }
};

/** The ids in a log by `seq`; undefined where a record has none. */
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
