import { isOf, type RecordDraft } from "@beseda/protocol";
import type { DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { isBlanked } from "../format/salt.ts";
import { acquire } from "../open/acquire.ts";
import { branchOf } from "../open/agreement.ts";
import { bootName } from "../open/boot-name.ts";
import { readMark } from "../open/durable-mark.ts";
import { loadState } from "../open/load-state.ts";
import { type Settings, settingsOf } from "../open/options.ts";
import { lookBehind, recover } from "../open/recover.ts";
import { refuseForeign } from "../open/refuse.ts";
import type { LogState } from "../state/log-state.ts";
import { openToRead } from "./open-for.ts";
import { type SeqRange, type Target, targetsIn } from "./redaction-targets.ts";
import type { MaintainOptions } from "./verify-log.ts";

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

/** Returns the `seq` of each. */
export const seqsOf = (some: readonly Target[]): readonly number[] => some.map(({ record }) => record.seq);

/** Returns all that people wrote in each: its text, and the name of a file. */
export const textsOf = (some: readonly Target[]): readonly string[] =>
  some
    .flatMap(({ record }) => [
      record.message,
      ...(isOf(record, "file") && record.file ? [record.file.name] : []),
    ])
    .filter((text) => text.trim() !== "");

/** Splits targets into those without a text already and those that still have theirs. */
export const apart = (
  targets: readonly Target[],
): { readonly blank: readonly Target[]; readonly spoken: readonly Target[] } => ({
  blank: targets.filter(({ bytes }) => isBlanked(bytes)),
  spoken: targets.filter(({ bytes }) => !isBlanked(bytes)),
});

/** A log that no server holds, and the records in it whose texts are to be removed. */
export interface OpenedToRedact extends AsyncDisposable {
  readonly file: DiskFile;
  readonly state: LogState;
  readonly targets: readonly Target[];
}

/**
 * Opens a log that no server holds, and finds the records.
 * @throws {LogError} it is held, damaged, does not agree with `data`, or a number is not that of a message
 */
export const openToRedact = async (path: string, options: RedactOptions): Promise<OpenedToRedact> => {
  const { data, seqs, start, disk = nodeDisk(), clock = Date.now } = options;
  // Fails here if there is no log: none is created.
  await (await openToRead(disk, path)).close();
  const settings = settingsOf({ file: path, data, start, disk, clock });
  const { file, release } = await acquire(settings);
  try {
    const state = await agreed({ ...settings, onProgress: options.onProgress ?? (() => {}) }, file);
    const targets = await targetsIn({ file, path }, seqs);
    return { file, state, targets, [Symbol.asyncDispose]: () => release[Symbol.asyncDispose]() };
  } catch (error) {
    await release[Symbol.asyncDispose]();
    throw error;
  }
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
