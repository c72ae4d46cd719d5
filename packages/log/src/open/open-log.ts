import { dirname } from "node:path";
import type { EventLog } from "../event-log.ts";
import { acquire } from "./acquire.ts";
import { beginningOf } from "./beginning.ts";
import { assemble } from "./assemble.ts";
import { DurableMark, readMark } from "./durable-mark.ts";
import { loadState } from "./load-state.ts";
import { type OpenLogOptions, type Settings, settingsOf } from "./options.ts";
import { recover } from "./recover.ts";
import { refusalOf, refuseForeign } from "./refuse.ts";

/** A clock that is behind the log by more is worth a word. */
const clockToleranceMs = 60_000;

/**
 * Opens a log, or makes it, and begins a run with the record of `start`.
 *
 * @throws {LogLockedError} another process has it open
 * @throws {LogDamagedError} a record in it is not what was written
 * @throws {LogCutShortError} an acknowledged record is missing at its end
 * @throws {LogRefusedError} it is no log, of a newer version, or cannot be written
 * @throws {LogFullError} there is no room on the disk to begin
 */
export const openLog = async (options: OpenLogOptions): Promise<EventLog> => {
  const settings = settingsOf(options);
  try {
    return await open(settings);
  } catch (error) {
    throw refusalOf(settings.file, error);
  }
};

const open = async (settings: Settings): Promise<EventLog> => {
  const { disk, data, file: path, clock, start, onNotice } = settings;
  const { isNew, file, release: acquired } = await acquire({ ...settings, start: beginningOf(settings) });
  await using release = acquired;

  const { state, savedSeq } = await loadState({ ...settings, file });
  await refuseForeign({ path, file, state, own: start(state.id) });

  const known = await readMark(disk, data);
  const durableSeq = known?.log === state.id ? known.seq : undefined;
  const mended = await recover({ disk, path, file, state, durableSeq, now: clock() });
  if (mended) onNotice(mended);
  if (!isNew) tellOfPast(settings, { savedSeq, time: state.time });
  if (settings.durability === "process") onNotice({ kind: "not-durable" });
  if (await disk.isRemote(dirname(path))) onNotice({ kind: "network-disk", file: path });

  const mark = await DurableMark.create(disk, data, { log: state.id, seq: state.seq });
  release.defer(() => mark.close());
  const log = assemble(settings, { file, state, savedSeq, mark, release: release.move() });
  if (!isNew) await begin(log, settings);
  return log;
};

const tellOfPast = (
  { clock, onNotice }: Settings,
  { savedSeq, time }: { readonly savedSeq: number; readonly time: string },
): void => {
  if (savedSeq === 0) onNotice({ kind: "checkpoint-unused" });
  if (Date.parse(time) > clock() + clockToleranceMs) onNotice({ kind: "clock-behind", time });
};

const begin = async (log: EventLog, settings: Settings): Promise<void> => {
  try {
    await log.append([beginningOf(settings)(log.id)]);
  } catch (error) {
    await log.close();
    throw error;
  }
};
