import type { RecordDraft } from "@beseda/protocol";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogDamagedError } from "../error.ts";
import { emptied, salts } from "../format/salt.ts";
import { randomLogId } from "../open/create-log.ts";
import { refusalOf } from "../open/refuse.ts";
import { makeNew } from "./open-for.ts";
import {
  apart,
  openToRedact,
  seqsOf,
  textsOf,
  type OpenedToRedact,
  type RedactOptions,
} from "./open-to-redact.ts";
import { RebuiltLog } from "./rebuilt-log.ts";
import type { Redaction } from "./redact-log.ts";
import { redactedRecord } from "./redaction-records.ts";
import { redactionKeyIn } from "./redaction-key.ts";
import { survey } from "./survey.ts";

export interface BranchOptions extends RedactOptions {
  /** The new file, which MUST NOT exist yet. */
  readonly output: string;
  /** Makes the name of the branch. @default 12 random characters */
  readonly createId?: () => string;
}

/**
 * Writes a log anew without the texts of messages and of all their edits, whichever version wrote them: a branch
 * with its own name (LOG-21). Never touches the old file.
 *
 * @returns the name of the branch, or of the log if nothing was left to remove and no file was made
 * @throws {LogError} what `redactLog` throws; or the new file exists, or there is no room for it
 */
export const redactIntoBranch = async (path: string, options: BranchOptions): Promise<Redaction> => {
  try {
    await using opened = await openToRedact(path, options);
    const { blank, spoken } = apart(opened.targets);
    const log = spoken.length > 0 ? await write(path, opened, options) : opened.state.id;
    return { log, redacted: seqsOf(spoken), before: seqsOf(blank), texts: textsOf(spoken) };
  } catch (error) {
    throw refusalOf({ file: path, data: options.data }, error);
  }
};

/** Returns the name of the branch. */
const write = async (
  path: string,
  { file, targets }: OpenedToRedact,
  { output, data, disk = nodeDisk(), message, onProgress, ...options }: BranchOptions,
): Promise<string> => {
  const { start, clock = Date.now, createId = randomLogId } = options;
  const { spoken } = apart(targets);
  const meant = new Set(seqsOf(spoken));
  const saltOf = salts();
  const totalBytes = await file.size();
  const key = await redactionKeyIn(data, disk);
  const following = spoken.flatMap(({ record }): readonly RecordDraft[] =>
    redactedRecord(record, key, message),
  );
  return makeNew(disk, output, async (target) => {
    const rebuilt = new RebuiltLog(target, { start, createId, clock, lostMessage: "" });
    for await (const findings of survey(file)) {
      for (const finding of findings) {
        const isMeant = finding.kind === "record" && meant.has(finding.record.seq);
        await rebuilt.take(finding, isMeant ? emptied(finding.record, saltOf()) : undefined);
      }
      onProgress?.({ records: rebuilt.seq, bytes: rebuilt.readBytes, totalBytes });
    }
    const [loss] = await rebuilt.finish(totalBytes, following);
    if (loss)
      throw new LogDamagedError({ file: path, seq: loss.seqs?.[0] ?? rebuilt.seq, offset: loss.offset });
    return rebuilt.log;
  });
};
