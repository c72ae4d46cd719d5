import type { Disk, DiskFile } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { LogCutShortError, LogRefusedError } from "../error.ts";
import { branchOf } from "../open/agreement.ts";
import { bootName } from "../open/boot-name.ts";
import { type Mark, readMark, replaceMark } from "../open/durable-mark.ts";
import { loadState } from "../open/load-state.ts";
import { lookBehind } from "../open/recover.ts";
import { refusalOf } from "../open/refuse.ts";
import { clockToleranceMs } from "../open/time-ahead.ts";
import type { LogState } from "../state/log-state.ts";
import { openToRead } from "./open-for.ts";
import type { MaintainOptions } from "./verify-log.ts";

/**
 * The result of an acceptance.
 * - `nothing`: there is nothing to accept, and nothing was changed.
 * - `unknown`: the data directory does not say what was acknowledged, and nothing was changed.
 * - `gone`: the log does not exist; the next start begins one that continues it.
 * - `lost`: the log lacks acknowledged records; the next start continues without them.
 * - `ahead`: the time of its last record is in the future; the next start continues with the clock's time.
 */
export interface Accepted {
  readonly kind: "nothing" | "unknown" | "gone" | "lost" | "ahead";
  /** `seq` of the last record in the log. */
  readonly last: number;
  /** `seq` of the last record that is known to have been acknowledged. */
  readonly acknowledged: number;
}

export interface AcceptOptions extends MaintainOptions {
  /** The log's data directory. */
  readonly data: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
}

/**
 * Notes in the data directory that the operator accepts the loss: the next start begins a branch (LOG-11).
 * The log itself is not touched.
 *
 * @throws {LogLockedError} a server has it open
 * @throws {LogDamagedError} it has to be repaired first
 * @throws {LogRefusedError} it is not the log that `data` belongs to, or not a log
 * @throws {LogFullError} there is no room on the disk to note it
 */
export const acceptLog = async (path: string, options: AcceptOptions): Promise<Accepted> => {
  try {
    return await accept(path, options);
  } catch (error) {
    throw refusalOf({ file: path, data: options.data }, error);
  }
};

const accept = async (path: string, options: AcceptOptions): Promise<Accepted> => {
  const { data, disk = nodeDisk(), clock = Date.now, onProgress = () => {} } = options;
  await using stack = new AsyncDisposableStack();
  const mark = await readMark(disk, data);
  if (mark === undefined) {
    await (await openToRead(disk, path)).close();
    return { kind: "unknown", last: 0, acknowledged: 0 };
  }
  stack.defer(await disk.lock(path));
  const file = await openWhereThere(disk, path);
  if (file) stack.defer(() => file.close());
  if (!file || (await file.size()) === 0) {
    const { isCopied: _, ...known } = mark;
    await note(disk, data, { ...known, seq: 0, branch: mark.log });
    return { kind: "gone", last: 0, acknowledged: mark.seq };
  }
  const { state } = await loadState({ disk, file, data, projections: [], onProgress });
  if (state.id === "") throw new LogRefusedError("log-not-a-log", path);
  const durableSeq = mark.log === state.id ? mark.seq : undefined;
  await lookBehind({ path, file, state, durableSeq });
  const kind = lackOf({ path, data, state, mark, boot: await bootName(disk) }, clock());
  if (kind !== "nothing") {
    const { id: log, seq } = state;
    const { root, run } = state.ancestry;
    await note(disk, data, { log, seq, root, run, branch: kind === "lost" ? mark.log : log });
  }
  return { kind, last: state.seq, acknowledged: mark.seq };
};

const lackOf = (sides: Parameters<typeof branchOf>[0], now: number): "nothing" | "lost" | "ahead" => {
  try {
    branchOf(sides);
  } catch (error) {
    if (error instanceof LogCutShortError) return "lost";
    throw error;
  }
  return isAhead(sides.state, now) ? "ahead" : "nothing";
};

const isAhead = ({ time }: LogState, now: number): boolean => Date.parse(time) > now + clockToleranceMs;

const note = async (disk: Disk, data: string, mark: Mark): Promise<void> => {
  const { file } = await replaceMark(disk, data, mark);
  await file.close();
};

const openWhereThere = async (disk: Disk, path: string): Promise<DiskFile | undefined> => {
  try {
    return await openToRead(disk, path);
  } catch (error) {
    if (error instanceof LogRefusedError && error.code === "log-missing") return undefined;
    throw error;
  }
};
