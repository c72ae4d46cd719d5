import { LogCutShortError, LogRefusedError } from "../error.ts";
import type { BranchPoint } from "../state/ancestry.ts";
import type { LogState } from "../state/log-state.ts";
import type { FoundMark } from "./durable-mark.ts";

/**
 * Why a log goes on as a branch.
 * - `accepted`: records are lost, and who runs the server goes on without them.
 * - `no-data`: nothing beside the log says how far it was acknowledged. It may be an older copy.
 * - `old-data`: what is beside the log is older than the log.
 * - `copied`: both are of one time, but they are copies: what was written after they were made is not in them.
 * - `not-synced`: the machine stopped, and what was acknowledged without a sync may be lost.
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
  /** Name of this start of the machine, where it is known. */
  readonly boot: string | undefined;
}

/**
 * Compares a log with the mark beside it (LOG-11). Undefined where they agree; a branch where something is lost that
 * changes nothing for who runs the server, or that they have accepted.
 *
 * @throws {LogCutShortError} records that were acknowledged are not in the log
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

/** A branch that the log became since has accepted what it lost. */
const isMissing = ({ ancestry, id, seq }: LogState, mark: FoundMark): boolean =>
  mark.log === id || !ancestry.knows(mark.log) ? (ancestry.endOf(mark, seq) ?? -1) < mark.seq : false;
