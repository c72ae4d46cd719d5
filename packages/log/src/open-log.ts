import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import type { ChatRecord, RecordDraft, UnknownRecord } from "@beseda/protocol";
import { BlockReader } from "./block-reader.ts";
import { type Disk, type DiskFile, systemCode } from "./disk.ts";
import { LogFailedError } from "./error.ts";
import type { EventLog, LogEntry, Projection } from "./event-log.ts";
import { opening, separator } from "./format.ts";
import { GroupCommit, type PlacedEntry } from "./group-commit.ts";
import { JsonFileLog } from "./json-file-log.ts";
import { LineWriter } from "./line-writer.ts";
import { nodeDisk } from "./node-disk.ts";
import { OffsetIndex } from "./offset-index.ts";
import { RoomIndex } from "./room-index.ts";
import { scan } from "./scan.ts";
import { Sequencer } from "./sequencer.ts";
import { Tail } from "./tail.ts";

/** What an acknowledgement stands for: the disk has it, or only the operating system. */
export type Durability = "fsync" | "process";

export interface OpenLogOptions {
  /** The log, a JSON array; made where there is none. */
  readonly file: string;
  /** Directory for what is derived from the log; made where there is none. */
  readonly data: string;
  /** `process` survives the end of the process, not of the machine. @default "fsync" */
  readonly durability?: Durability;
  /** The record that begins every run of a server, and so every log. */
  readonly start: (logId: string) => RecordDraft;
  readonly projections?: readonly Projection[];
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /** @default the disk of this machine */
  readonly disk?: Disk;
  /** Makes the name of a new log. @default 12 random characters */
  readonly createId?: () => string;
  /** Bytes of recent records kept in memory. @default 16 MiB */
  readonly tailBytes?: number;
}

const defaultTailBytes = 16 * 1024 * 1024;
const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 60 random bits in 12 characters that nobody mistakes for one another. */
const randomId = (): string => [...randomBytes(12)].map((byte) => idAlphabet[byte % 32]).join("");

/** Opens a log, or makes it, and begins a run with the record of `start`. */
export const openLog = async (options: OpenLogOptions): Promise<EventLog> => {
  const { file: path, data, start, disk = nodeDisk(), clock = Date.now } = options;
  await disk.makeDirectory(data);
  let file = await openExisting(disk, path);
  const isNew = file === undefined;
  file ??= await create(disk, options);

  const projections = options.projections ?? [];
  const rooms = new RoomIndex();
  const offsets = new OffsetIndex();
  const listeners = new Set<(entries: readonly LogEntry[]) => void>();
  const state = { seq: 0, time: "", id: "" };
  const apply = (record: ChatRecord | UnknownRecord): void => {
    state.seq = record.seq;
    state.time = record.time;
    if ("room" in record && typeof record.room === "string") rooms.add(record.room, record.seq);
    for (const projection of projections) projection.apply(record);
  };

  const scanned = await scan(file, path, (record, place) => {
    offsets.add(record.seq, place.offset, place.previousCheck);
    if (record.seq === 1 && "log" in record) state.id = String(record.log);
    apply(record);
  });

  const tail = new Tail(state.seq, options.tailBytes ?? defaultTailBytes);
  const durable = {
    get seq() {
      return state.seq;
    },
    get time() {
      return state.time;
    },
    lastOf: (room: string) => rooms.lastOf(room),
  };
  const sequencer = new Sequencer(durable, clock);
  let end = scanned.end;
  let check = scanned.check;
  const commit = new GroupCommit({
    file,
    end,
    check,
    sync: options.durability !== "process",
    onDurable: (entries: readonly PlacedEntry[]) => {
      for (const { entry, line } of entries) {
        offsets.add(entry.record.seq, end + separator.length, check);
        end += line.length;
        check = line.check;
        tail.push(entry);
        apply(entry.record);
      }
      const run = entries.map(({ entry }) => entry);
      for (const listener of listeners) listener(run);
    },
    onFailure: (cause) => new LogFailedError(path, cause),
  });
  const blocks = new BlockReader({ path, file, offsets, end: () => commit.end });
  const log = new JsonFileLog({
    id: state.id,
    sequencer,
    commit,
    rooms,
    tail,
    blocks,
    listeners,
    last: () => ({ seq: state.seq, time: state.time }),
    close: () => file.close(),
  });
  if (!isNew) await log.append([start(state.id)]);
  return log;
};

const openExisting = async (disk: Disk, path: string): Promise<DiskFile | undefined> => {
  try {
    return await disk.open(path, "write");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

/** Makes a log that holds its first record, under its name only when it is whole and durable. */
const create = async (disk: Disk, options: OpenLogOptions): Promise<DiskFile> => {
  const { file: path, start, clock = Date.now, createId = randomId } = options;
  const id = createId();
  const nothing = { seq: 0, time: "", lastOf: () => 0 };
  const writer = new LineWriter();
  writer.add(new Sequencer(nothing, clock).give(start(id)), 0);
  const [first = Buffer.alloc(0)] = writer.take().chunks;
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, "create");
  // The separator in front of the first record gives way to the opening bracket, which is as long.
  await file.write([opening, first.subarray(opening.length)], 0, true);
  await file.close();
  await disk.rename(temporary, path);
  await disk.syncDirectory(dirname(path));
  return disk.open(path, "write");
};
