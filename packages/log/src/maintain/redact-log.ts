import { type AnyRecord, type RecordDraft } from "@beseda/protocol";
import { Encoder } from "../append/encoder.ts";
import type { DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { blanked, isBlanked, saltedIn } from "../format/salt.ts";
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
import { carryOut, keepIntent, type Overwrite } from "../open/redaction-intent.ts";
import { type RedactionKey, redactionKeyIn } from "./redaction-key.ts";
import { survey } from "./survey.ts";
import type { MaintainOptions } from "./verify-log.ts";

/** What a redaction did. */
export interface Redaction {
  /** Name of the log: it stays. */
  readonly log: string;
  /** `seq` of each record of which the text is gone now: the messages, and what they were changed to. */
  readonly redacted: readonly number[];
  /** `seq` of each message that said nothing any more before. */
  readonly before: readonly number[];
}

export interface RedactOptions extends MaintainOptions {
  /** Directory of what is beside the log. */
  readonly data: string;
  /** The messages. */
  readonly seqs: readonly number[];
  /** The record that this program would begin a run with: a log of a newer version is refused. */
  readonly start: (logId: string) => RecordDraft;
  /** What stands in the record of a redaction, for people. */
  readonly message: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
}

/** A record of which the text has to go. */
interface Target {
  readonly record: AnyRecord;
  /** Without `check`. */
  readonly bytes: Buffer;
  /** Byte of the file where it begins. */
  readonly offset: number;
}

/**
 * Takes the texts of messages out of a log, with all that they were changed to (LOG-17). Every length, offset and check, and
 * the name of the log, stay. All of it is done, or none: what a crash interrupts, the next opening of the log finishes.
 *
 * @throws {LogLockedError} a server has it open
 * @throws {LogDamagedError} it has to be repaired first
 * @throws {LogRefusedError} one of the numbers is no message, or one without a salt; or the log and `data` do not agree
 * @throws {LogFullError} there is no room on the disk for it
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
  // Where there is none, none is made.
  await (await openToRead(disk, path)).close();
  const settings = settingsOf({ file: path, data, start, disk, clock });
  const { file, release: acquired } = await acquire(settings);
  await using _ = acquired;
  const state = await agreed({ ...settings, onProgress: options.onProgress ?? (() => {}) }, file);
  const wanted = new Set(seqs);
  const targets = await targetsIn(file, wanted);
  for (const seq of new Set([...wanted, ...targets.keys()])) refuseUnfit(path, seq, targets.get(seq));
  const blank = [...targets.values()].filter(({ bytes }) => isBlanked(bytes));
  const spoken = [...targets.values()].filter((target) => !blank.includes(target));
  const key = await redactionKeyIn(data, disk);
  if (spoken.length > 0) {
    const appended = recordsOf(state, { ...options, clock, key, spoken });
    const overwrites = spoken.map(overwriteOf);
    const intent = { end: state.end, check: state.check, appended, overwrites };
    await keepIntent(disk, path, intent);
    await carryOut(disk, path, { file, intent });
  }
  const seqsOf = (some: readonly Target[]): readonly number[] => some.map(({ record }) => record.seq);
  return { log: state.id, redacted: seqsOf(spoken), before: seqsOf(blank) };
};

/** The state of a log that is whole, and that `data` agrees with: what follows is given numbers under its name (LOG-11). */
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

/** The records of which the text has to go: those that were asked for, and what they were changed to. */
const targetsIn = async (
  file: DiskFile,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Target>> => {
  const targets = new Map<number, Target>();
  for await (const findings of survey(file)) {
    for (const finding of findings) {
      if (finding.kind !== "record" || !isMeant(finding.record, wanted)) continue;
      const { record, offset } = finding;
      targets.set(record.seq, { record, offset, bytes: Buffer.from(finding.bytes) });
    }
  }
  return targets;
};

const isMeant = (record: AnyRecord, wanted: ReadonlySet<number>): boolean => {
  if (wanted.has(record.seq)) return true;
  const target = "target" in record ? record.target : undefined;
  return record.type === "edited" && typeof target === "number" && wanted.has(target);
};

const refuseUnfit = (path: string, seq: number, target: Target | undefined): void => {
  const detail = String(seq);
  const type = target?.record.type;
  if (!target || (type !== "message" && type !== "edited"))
    throw new LogRefusedError("log-no-message", path, { detail });
  if (!saltedIn(target.bytes)) throw new LogRefusedError("log-unsalted", path, { detail });
};

interface Told {
  readonly clock: () => number;
  readonly key: RedactionKey;
  readonly message: string;
  readonly spoken: readonly Target[];
}

/** The records that say what is redacted, and the closing bracket, as they follow the last record. */
const recordsOf = (state: LogState, { clock, key, message, spoken }: Told): Buffer => {
  const encoder = new Encoder(state, clock);
  encoder.encode(spoken.flatMap(({ record }) => redactedRecord(record, key, message)));
  return Buffer.concat(encoder.take().chunks);
};

const redactedRecord = (record: AnyRecord, key: RedactionKey, message: string): readonly RecordDraft[] => {
  const { seq, client_id } = record;
  if (!("room" in record) || typeof record.room !== "string") return [];
  const name = "name" in record && typeof record.name === "string" ? record.name : client_id;
  const digest = key.digestOf(seq, record.message);
  return [
    { type: "redacted", room: record.room, client_id, name, target: seq, digest, sender: "server", message },
  ];
};

/** From the salt to the end of the text. */
const overwriteOf = ({ bytes, offset }: Target): Overwrite => {
  const blank = blanked(bytes);
  const found = saltedIn(bytes);
  if (!blank || !found) throw new RangeError("a record without a salt");
  const { salt, text } = found;
  return { offset: offset + salt.start, bytes: blank.subarray(salt.start, text.end) };
};
