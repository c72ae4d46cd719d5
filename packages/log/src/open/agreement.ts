import { LogCutShortError, LogRefusedError } from "../error.ts";
import type { BranchPoint } from "../state/ancestry.ts";
import type { LogState } from "../state/log-state.ts";
import type { FoundMark } from "./durable-mark.ts";

/**
 * The reason why a log continues as a branch.
 * - `accepted`: records are lost, and the operator has accepted that.
 * - `no-data`: no mark says how far the log was acknowledged. It may be an older copy.
 * - `old-data`: the data beside the log is older than the log.
 * - `copied`: log and data are of the same time, but are copies: later writes are not in them.
 * - `not-synced`: the machine stopped, and records acknowledged without a sync may be lost.
 */
export type BranchReason = "accepted" | "no-data" | "old-data" | "copied" | "not-synced";

export interface Branch {
  readonly why: BranchReason;
  readonly continues: BranchPoint;
}

export interface Sides {
  readonly path: string;
  readonly data: string;
  readonly state: LogState;
  readonly mark: FoundMark | undefined;
  /** Name of the current boot of the machine, if known. */
  readonly boot: string | undefined;
}

/**
 * Compares a log with the mark beside it (LOG-11). Returns undefined if they agree; a branch if something is
 * lost that does not matter to the operator, or that they have accepted.
 *
 * @throws {LogCutShortError} acknowledged records are not in the log
 * @throws {LogRefusedError} the mark is of another log
 */
export const branchOf = ({ path, data, state, mark, boot }: Sides): Branch | undefined => {
  const { ancestry, id, seq } = state;
  const own = { log: id, seq };
  if (mark === undefined) return ancestry.isUnserved ? undefined : { why: "no-data", continues: own };
  if (mark.branch !== undefined && mark.log === id && mark.seq <= seq) {
    return { why: "accepted", continues: mark.branch === id ? own : { log: mark.branch, seq: 0 } };
  }
  if (!isOfSameLog(state, mark)) throw new LogRefusedError("log-other-data", path, { detail: data });
  if (isMissing(state, mark)) {
    if (mark.boot !== undefined) return { why: "not-synced", continues: own };
    throw new LogCutShortError({ file: path, data, last: seq, acknowledged: mark.seq });
  }
  if (mark.boot !== undefined && (mark.boot === "" || mark.boot !== boot)) {
    return { why: "not-synced", continues: own };
  }
  const isOld = mark.run !== undefined && ancestry.hasRecordsAfter(mark.run, seq);
  if (isOld) return { why: "old-data", continues: own };
  return mark.isCopied ? { why: "copied", continues: own } : undefined;
};

const isOfSameLog = ({ ancestry }: LogState, mark: FoundMark): boolean =>
  mark.root === undefined
    ? ancestry.knows(mark.log)
    : mark.root === ancestry.root || ancestry.knows(mark.log);

/** Whether acknowledged records are missing; a later branch of the log has accepted its losses. */
const isMissing = ({ ancestry, id, seq }: LogState, mark: FoundMark): boolean =>
  mark.log === id || !ancestry.knows(mark.log) ? (ancestry.endOf(mark, seq) ?? -1) < mark.seq : false;
