import { type AnyRecord, isOf, type RecordDraft } from "@beseda/protocol";
import { Encoder } from "../append/encoder.ts";
import type { DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { isBlanked, saltedIn } from "../format/salt.ts";
import { acquire } from "../open/acquire.ts";
import { branchOf } from "../open/agreement.ts";
import { bootName } from "../open/boot-name.ts";
import { readMark } from "../open/durable-mark.ts";
import { loadState } from "../open/load-state.ts";
import { type Settings, settingsOf } from "../open/options.ts";
import { lookBehind, recover } from "../open/recover.ts";
import { refusalOf, refuseForeign } from "../open/refuse.ts";
import type { LogState } from "../state/log-state.ts";
import { openToRead } from "./open-for.ts";
import { overwriteOf, writeRedaction } from "./redaction-writes.ts";
import { type SeqRange, type Target, targetsIn } from "./redaction-targets.ts";
import { type RedactionKey, redactionKeyIn } from "./redaction-key.ts";
import type { MaintainOptions } from "./verify-log.ts";

/** The result of a redaction. */
export interface Redaction {
  /** Name of the log, which does not change. */
  readonly log: string;
  /** `seq` of each record whose text was removed: the messages and their edits. */
  readonly redacted: readonly number[];
  /** `seq` of each message whose text had already been removed. */
  readonly before: readonly number[];
}

export interface RedactOptions extends MaintainOptions {
  /** The log's data directory. */
  readonly data: string;
  /** The messages to redact. */
  readonly seqs: readonly SeqRange[];
  /** The record with which this program would begin a run: a log of a newer version is refused. */
  readonly start: (logId: string) => RecordDraft;
  /** The text in the record of a redaction, for people. */
  readonly message: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
}

/**
 * Removes the texts of messages and of all their edits from a log (LOG-17). Every length, offset and check,
 * and the name of the log, stay the same. It is all or nothing: if a crash interrupts it, the next opening of
 * the log finishes it.
 *
 * @throws {LogLockedError} a server has it open
 * @throws {LogDamagedError} it has to be repaired first
 * @throws {LogRefusedError} a number is not that of a message with a salt; or the log and `data` do not agree
 * @throws {LogFullError} there is no room on the disk for it: nothing was changed
 * @throws {LogRedactionError} the disk failed midway: the next opening of the log finishes it
 */
export const redactLog = async (path: string, options: RedactOptions): Promise<Redaction> => {
  try {
    return await redact(path, options);
  } catch (error) {
    throw refusalOf({ file: path, data: options.data }, error);
  }
};

const redact = async (path: string, options: RedactOptions): Promise<Redaction> => {
  const { data, seqs, start, disk = nodeDisk(), clock = Date.now } = options;
  // Fails here if there is no log: none is created.
  await (await openToRead(disk, path)).close();
  const settings = settingsOf({ file: path, data, start, disk, clock });
  const { file, release: acquired } = await acquire(settings);
  await using _ = acquired;
  const state = await agreed({ ...settings, onProgress: options.onProgress ?? (() => {}) }, file);
  const targets = await targetsIn({ file, path }, seqs);
  refuseUnsalted(path, targets);
  const blank = targets.filter(({ bytes }) => isBlanked(bytes));
  const spoken = targets.filter(({ bytes }) => !isBlanked(bytes));
  const key = await redactionKeyIn(data, disk);
  if (spoken.length > 0) {
    const appended = recordsOf(state, { ...options, clock, key, spoken });
    const overwrites = spoken.map(overwriteOf);
    const intent = { end: state.end, check: state.check, appended, overwrites };
    await writeRedaction({ disk, log: path, file }, intent);
  }
  const seqsOf = (some: readonly Target[]): readonly number[] => some.map(({ record }) => record.seq);
  return { log: state.id, redacted: seqsOf(spoken), before: seqsOf(blank) };
};

/** Returns the state of a whole log that agrees with `data`: new records count under its name (LOG-11). */
const agreed = async (settings: Settings, file: DiskFile): Promise<LogState> => {
  const { disk, file: path, data, start, clock } = settings;
  const { state } = await loadState({ ...settings, projections: [], file });
  await refuseForeign({ path, file, state, own: start(state.id) });
  const mark = await readMark(disk, data);
  const durableSeq = mark?.log === state.id ? mark.seq : undefined;
  const looked = { disk, path, file, state, durableSeq, now: clock() };
  const found = await lookBehind(looked);
  const branch = branchOf({ path, data, state, mark, boot: await bootName(disk) });
  if (branch) throw new LogRefusedError("log-unserved", path, { detail: data });
  await recover(looked, found);
  return state;
};

const refuseUnsalted = (path: string, targets: readonly Target[]): void => {
  const unsalted = targets.find(({ bytes }) => !saltedIn(bytes));
  if (unsalted) throw new LogRefusedError("log-unsalted", path, { detail: String(unsalted.record.seq) });
};

interface Told {
  readonly clock: () => number;
  readonly key: RedactionKey;
  readonly message: string;
  readonly spoken: readonly Target[];
}

/** The redaction records and the closing bracket, as they follow the last record. */
const recordsOf = (state: LogState, { clock, key, message, spoken }: Told): Buffer => {
  const encoder = new Encoder(state, clock);
  encoder.encode(spoken.flatMap(({ record }) => redactedRecord(record, key, message)));
  return Buffer.concat(encoder.take().chunks);
};

const redactedRecord = (record: AnyRecord, key: RedactionKey, message: string): readonly RecordDraft[] => {
  const { seq, client_id } = record;
  if (!("room" in record) || typeof record.room !== "string") return [];
  const name = "name" in record && typeof record.name === "string" ? record.name : client_id;
  const digest = key.digestOf(seq, saidIn(record));
  return [
    { type: "redacted", room: record.room, client_id, name, target: seq, digest, sender: "server", message },
  ];
};

/** What the digest of a record is made of; of a file also what tells it from others. */
const saidIn = (record: AnyRecord): string =>
  isOf(record, "file") ? [record.file?.sha256, record.file?.name, record.message].join("\n") : record.message;
