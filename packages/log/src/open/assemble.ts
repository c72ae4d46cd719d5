import { Appender } from "../append/appender.ts";
import type { DiskFile } from "../disk/disk.ts";
import { rescue } from "../append/rescue.ts";
import { LogFailedError, LogReadError, type LogFailure, LogDisplacedError } from "../error.ts";
import type { EventLog, LogEntry } from "../event-log.ts";
import type { LogNotice } from "../notice.ts";
import { JsonFileLog } from "../json-file-log.ts";
import { BlockReader, type Trouble } from "../read/block-reader.ts";
import { Tail } from "../read/tail.ts";
import { Checkpointer } from "../state/checkpointer.ts";
import type { LogState } from "../state/log-state.ts";
import type { DurableMark } from "./durable-mark.ts";
import type { Settings } from "./options.ts";

/** The parts of a log that were opened, read and put in order. */
export interface Opened {
  readonly file: DiskFile;
  readonly state: LogState;
  readonly savedSeq: number;
  readonly mark: DurableMark;
  /** Releases everything that was opened. */
  readonly release: AsyncDisposableStack;
}

type Listener = (entries: readonly LogEntry[]) => void;

/** How often the file of an idle log is checked; each commit checks it anyway. */
const proveMs = 1000;

/** How often unreadable records are tried again. */
const lookAgainMs = 30_000;

/** Assembles an open log from its parts. */
export const assemble = (settings: Settings, opened: Opened): EventLog => {
  const { disk, data, file: path, durability, clock, commitDelay, tailBytes, onNotice } = settings;
  const { file, state, savedSeq, mark } = opened;
  const sync = durability === "fsync";
  const tail = new Tail(state.seq, tailBytes);
  const listeners = new Set<Listener>();
  const refusalListeners = new Set<() => void>();
  const checkpointer = new Checkpointer({
    disk,
    directory: data,
    state,
    savedSeq,
    onFailure: (cause) => onNotice({ kind: "checkpoint-failed", why: String(cause) }),
  });
  mark.onFailure = (cause) => onNotice({ kind: "mark-failed", why: String(cause) });
  const onCommit = (entries: readonly LogEntry[]): void => {
    for (const { bytes } of entries) tail.push(bytes);
    if (sync) mark.advance(state.seq);
    checkpointer.consider();
    for (const listener of listeners) tell(listener, entries);
  };
  let rescued: Promise<LogFailure> | undefined;
  const onFailure = (failure: LogFailure): void => settings.onFailure((rescued = saved(failure)));
  const saved = async (failure: LogFailure): Promise<LogFailure> => {
    if (!(failure instanceof LogDisplacedError)) return failure;
    const parts = { disk, path, data, file, state, tail, now: clock };
    const tellWhy = (why: string): void => onNotice({ kind: "not-saved", file: path, why });
    return new LogDisplacedError(path, failure.change, await rescue({ ...parts, onFailure: tellWhy }));
  };
  const onRoom = (hasRoom: boolean): void =>
    onNotice({ kind: hasRoom ? "disk-has-room" : "disk-full", file: path });
  const onRefuse = (): void => {
    for (const listener of refusalListeners) tell(listener, undefined);
  };
  const appender = new Appender({
    path,
    file,
    state,
    clock,
    sync,
    commitDelay,
    onCommit,
    onRefuse,
    onRoom,
    onFailure,
  });
  let isClosing = false;
  const onTrouble = (trouble: Trouble | undefined): void => {
    // A file that is being closed cannot be read, and no reader needs it.
    if (!isClosing) onNotice(trouble ? noticeOf(path, trouble) : { kind: "readable", file: path });
  };
  const blocks = new BlockReader({ path, file, state, onTrouble });
  const proving = setInterval(() => appender.prove(), proveMs).unref();
  const looking = setInterval(() => void blocks.lookAgain(), lookAgainMs).unref();
  const finish = async (): Promise<void> => {
    clearInterval(proving);
    clearInterval(looking);
    isClosing = true;
    await appender.idle();
    // Also saves a log that was removed since the last check.
    appender.prove();
    await appender.idle();
    await rescued;
    if (appender.hasFailed) return checkpointer.idle();
    if (!sync) await file.sync();
    mark.advance(state.seq);
    await checkpointer.save();
  };
  const release = async (): Promise<void> => {
    await using _ = opened.release;
    try {
      await finish();
    } catch (error) {
      throw new LogFailedError(path, error);
    }
  };
  return new JsonFileLog({ state, appender, tail, blocks, listeners, refusalListeners, release });
};

const noticeOf = (file: string, { first, last, error }: Trouble): LogNotice => {
  const { cause } = error;
  const why = error instanceof LogReadError && cause instanceof Error ? cause.message : undefined;
  return { kind: "unreadable", file, first, last, why };
};

/** Calls a listener. Its error surfaces as its own mistake, and the other listeners are still called. */
const tell = <What>(listener: (what: What) => void, what: What): void => {
  try {
    listener(what);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
