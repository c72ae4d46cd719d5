import type { Locale, RecordDraft } from "@beseda/protocol";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogRefusedError } from "../error.ts";
import { logTextsOf } from "../locale/texts.ts";
import { isRelaid, strangeness } from "../open/refuse.ts";
import { randomLogId } from "../open/create-log.ts";
import { type Loss, RebuiltLog } from "./rebuilt-log.ts";
import { makeNew, openToRead } from "./open-for.ts";
import { relaidLines } from "../read/relaid-lines.ts";
import { type Finding, survey } from "./survey.ts";
import type { MaintainOptions } from "./verify-log.ts";

/** The result of a repair. */
export interface Repair {
  /** Name of the repaired log: a new name if something was lost. */
  readonly log: string;
  /** Number of proven records, which are kept. */
  readonly kept: number;
  readonly losses: readonly Loss[];
}

export interface RepairOptions extends MaintainOptions {
  /** The new file, which MUST NOT exist yet. */
  readonly output: string;
  /** The record that begins a log, used if the first record is lost. */
  readonly start: (logId: string) => RecordDraft;
  /** The language of the text that replaces lost records. @default "en" */
  readonly locale?: Locale;
  /** Makes the name of a branch. @default 12 random characters */
  readonly createId?: () => string;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
}

/**
 * Writes all provable records of a damaged log into a new log and lists what was lost. Never touches the
 * original.
 *
 * Every record keeps its `seq`, so that answers and cursors still point to it; a record of type `lost`
 * replaces a lost one. If nothing was lost, it is the same log. Otherwise it is a branch with its own name:
 * later records get numbers that readers of the damaged log may already have seen (LOG-11).
 *
 * A log that an editor or a formatter has reformatted is restored: its records are the same.
 */
export const repairLog = async (path: string, options: RepairOptions): Promise<Repair> => {
  const {
    output,
    disk = nodeDisk(),
    createId = randomLogId,
    clock = Date.now,
    locale = "en",
    start,
    onProgress,
  } = options;
  await using stack = new AsyncDisposableStack();
  const damaged = await openToRead(disk, path);
  stack.defer(() => damaged.close());
  // `await` is needed: the damaged file is closed when this function ends.
  return await makeNew(disk, output, async (target) => {
    const isLaidOutAnew = await isRelaid(damaged);
    const findings = (): AsyncIterable<readonly Finding[]> =>
      isLaidOutAnew ? survey(damaged, relaidLines(damaged)) : survey(damaged);
    const firstName = await laterName(findings());
    const lostMessage = logTextsOf(locale).lost();
    const totalBytes = await damaged.size();
    const rebuilt = new RebuiltLog(target, { start, createId, clock, firstName, lostMessage });
    for await (const run of findings()) {
      for (const finding of run) await rebuilt.take(finding);
      onProgress?.({ records: rebuilt.seq, bytes: rebuilt.readBytes, totalBytes });
    }
    if (rebuilt.kept === 0)
      throw new LogRefusedError(totalBytes === 0 ? "log-empty" : await strangeness(damaged), path);
    const losses = await rebuilt.finish(totalBytes);
    return { log: rebuilt.log, kept: rebuilt.kept, losses };
  });
};

/** The log's name according to the first start that was not lost: every start names the log. */
const laterName = async (runs: AsyncIterable<readonly Finding[]>): Promise<string | undefined> => {
  for await (const run of runs) {
    for (const finding of run) {
      if (finding.kind !== "record") continue;
      const { record } = finding;
      if (record.seq === 1) return undefined;
      if (record.type !== "server-started" || !("log" in record)) continue;
      const continued = "continues" in record ? record.continues : undefined;
      return continued === undefined && typeof record.log === "string" ? record.log : undefined;
    }
  }
  return undefined;
};
