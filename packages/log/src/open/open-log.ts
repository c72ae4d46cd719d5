import { dirname } from "node:path";
import { LogRefusedError } from "../error.ts";
import type { EventLog } from "../event-log.ts";
import { acquire } from "./acquire.ts";
import { type Branch, branchOf } from "./agreement.ts";
import { assemble } from "./assemble.ts";
import { beginningOf } from "./beginning.ts";
import { bootName } from "./boot-name.ts";
import { DurableMark, type Mark, readMark } from "./durable-mark.ts";
import { loadState } from "./load-state.ts";
import { type OpenLogOptions, type Settings, settingsOf } from "./options.ts";
import { lookBehind, recover } from "./recover.ts";
import { refuseOwnName } from "./own-name.ts";
import { refusalOf, refuseForeign } from "./refuse.ts";
import { clockToleranceMs } from "./time-ahead.ts";

/**
 * Opens or creates a log, and begins a run with the record of `start`.
 *
 * @throws {LogLockedError} another process has it open
 * @throws {LogDamagedError} a record in it is not as it was written
 * @throws {LogCutShortError} an acknowledged record is not in it
 * @throws {LogRefusedError} it is not a log, is newer, is not writable, or does not belong to its `data/`
 * @throws {LogFullError} the disk has no room to begin
 */
export const openLog = async (options: OpenLogOptions): Promise<EventLog> => {
  const settings = settingsOf(options);
  try {
    return await open(settings);
  } catch (error) {
    throw refusalOf(settings, error);
  }
};

const open = async (settings: Settings): Promise<EventLog> => {
  const { disk, data, file: path, clock, start, durability, onNotice } = settings;
  await refuseOwnName(settings);
  const before = await readMark(disk, data);
  const { isNew, file, release: acquired } = await acquire({ ...settings, start: firstOf(settings, before) });
  await using release = acquired;

  const { state, savedSeq } = await loadState({ ...settings, file });
  await refuseForeign({ path, file, state, own: start(state.id) });

  // Read again: another process may have written it before the lock was acquired.
  const known = await readMark(disk, data);
  const durableSeq = known?.log === state.id ? known.seq : undefined;
  const looked = { disk, path, file, state, durableSeq, now: clock() };
  const found = await lookBehind(looked);
  const boot = await bootName(disk);
  const branch = isNew ? undefined : branchOf({ path, data, state, mark: known, boot });
  const mended = await recover(looked, found);
  if (mended) onNotice(mended);
  const isClockBehind = Date.parse(state.time) > clock() + clockToleranceMs;
  if (!isNew) {
    if (savedSeq === 0) onNotice({ kind: "checkpoint-unused" });
    // A branch is another log: its time starts from the clock.
    if (branch && isClockBehind) state.time = "";
    else if (isClockBehind) onNotice({ kind: "clock-behind", time: state.time, file: path, data });
  }
  if (durability === "process") onNotice({ kind: "not-durable" });
  if (await disk.isRemote(dirname(path))) onNotice({ kind: "network-disk", file: path });

  const mark = new DurableMark();
  release.defer(() => mark.close());
  const log = assemble(settings, { file, state, savedSeq, mark, release: release.move() });
  try {
    if (!isNew) await begin(log, settings, branch);
    const { root, run } = state.ancestry;
    const unsynced = durability === "process" ? { boot: boot ?? "" } : {};
    await mark.begin(disk, data, { log: log.id, seq: log.last.seq, run, root, ...unsynced });
  } catch (error) {
    await log.close();
    throw error;
  }
  if (branch) onNotice({ kind: "branch", why: branch.why, log: log.id, data });
  return log;
};

/** Returns the first record of a new log. The loss of an acknowledged one must be accepted first (LOG-11). */
const firstOf =
  (settings: Settings, mark: Mark | undefined): Settings["start"] =>
  (id) => {
    const { file, data } = settings;
    if (mark === undefined) return beginningOf(settings)(id);
    if (mark.branch === undefined || mark.seq > 0)
      throw new LogRefusedError("log-absent", file, { detail: data });
    return beginningOf(settings, { log: mark.branch, seq: 0 })(id);
  };

const begin = async (log: EventLog, settings: Settings, branch: Branch | undefined): Promise<void> => {
  const id = branch ? settings.createId() : log.id;
  await log.append([beginningOf(settings, branch?.continues)(id)]);
};
