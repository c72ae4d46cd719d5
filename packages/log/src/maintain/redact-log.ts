import { Encoder } from "../append/encoder.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { saltedIn } from "../format/salt.ts";
import { refusalOf } from "../open/refuse.ts";
import type { LogState } from "../state/log-state.ts";
import { apart, openToRedact, seqsOf, textsOf, type RedactOptions } from "./open-to-redact.ts";
import { redactedRecord } from "./redaction-records.ts";
import { overwriteOf, writeRedaction } from "./redaction-writes.ts";
import type { Target } from "./redaction-targets.ts";
import { type RedactionKey, redactionKeyIn } from "./redaction-key.ts";

/** The result of a redaction. */
export interface Redaction {
  /** Name of the log, which does not change. */
  readonly log: string;
  /** `seq` of each record whose text was removed: the messages and their edits. */
  readonly redacted: readonly number[];
  /** `seq` of each message whose text had already been removed. */
  readonly before: readonly number[];
  /** The removed texts, so that it can be looked for where else they are. */
  readonly texts: readonly string[];
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
  const { data, disk = nodeDisk(), clock = Date.now } = options;
  await using opened = await openToRedact(path, options);
  const { file, state, targets } = opened;
  refuseUnsalted(path, targets);
  const { blank, spoken } = apart(targets);
  const key = await redactionKeyIn(data, disk);
  if (spoken.length > 0) {
    const appended = recordsOf(state, { ...options, clock, key, spoken });
    const overwrites = spoken.map(overwriteOf);
    const intent = { end: state.end, check: state.check, appended, overwrites };
    await writeRedaction({ disk, log: path, file }, intent);
  }
  return { log: state.id, redacted: seqsOf(spoken), before: seqsOf(blank), texts: textsOf(spoken) };
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
