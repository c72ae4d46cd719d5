import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LogDamagedError, LogReadError } from "../src/error.ts";
import type { EventLog, LogEntry } from "../src/event-log.ts";
import type { LogNotice } from "../src/notice.ts";
import { openLog } from "../src/open/open-log.ts";
import { simulatedData, simulatedFile } from "../testing/crash.ts";
import { said, started } from "../testing/drafts.ts";
import { SimulatedDisk } from "../testing/simulated-disk.ts";

let disk: SimulatedDisk;
let log: EventLog;
let told: LogNotice[];

const placeOf = (message: string): number =>
  disk.contentOf(simulatedFile)?.indexOf(`"message":"${message}"`) ?? -1;
const seqs = (entries: readonly LogEntry[]): readonly number[] => entries.map(({ seq }) => seq);
const kinds = (): readonly string[] => told.map(({ kind }) => kind);

describe("[LOG-16] what the disk does not give back", () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    disk = new SimulatedDisk();
    told = [];
    const onNotice = (notice: LogNotice): void => void told.push(notice);
    // A hundred messages, none of them in memory: record 41 says "40".
    log = await openLog({
      file: simulatedFile,
      data: simulatedData,
      disk,
      start: started,
      tailBytes: 0,
      onNotice,
    });
    for (let count = 1; count <= 100; count += 1) await log.append([said(`${count}`)]);
    disk.unreadable = [placeOf("40"), placeOf("40") + 1];
  });
  afterEach(async () => {
    disk.unreadable = [0, 0];
    await log.close();
    vi.useRealTimers();
  });

  test("is an error for who asks for it, and for nobody else", async () => {
    await expect(log.read({ after: 40, limit: 1 })).rejects.toBeInstanceOf(LogReadError);
    expect(seqs(await log.read({ after: 50 }))).toHaveLength(51);
    expect(seqs(await log.read({ after: 0, limit: 32 }))).toHaveLength(32);
    await expect(log.history({ room: "lobby", messages: 100 })).rejects.toBeInstanceOf(LogReadError);
    await log.append([said("и дальше")]);
    expect(log.last.seq).toBe(102);
  });

  test("is told once with its place, and once more when all can be read again", async () => {
    for (let tries = 0; tries < 3; tries += 1) await log.read({ after: 0 }).catch(() => undefined);
    expect(told).toEqual([
      { kind: "unreadable", file: simulatedFile, first: 1, last: 101, why: "EIO: simulated, read" },
    ]);
    expect(seqs(await log.read({ after: 48 }))).toHaveLength(53);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kinds()).toEqual(["unreadable"]);
    disk.unreadable = [0, 0];
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kinds()).toEqual(["unreadable", "readable"]);
  });

  test("is where a page begins that may be shorter", async () => {
    const page = await log.history({ room: "lobby", messages: 100, orLess: true });
    expect(seqs(page)).toEqual(Array.from({ length: 53 }, (_, index) => 49 + index));
    expect(await log.history({ room: "lobby", before: 45, messages: 10, orLess: true })).toEqual([]);
  });

  test("and what it gives back otherwise than it was written are one thing, also when only what is before is read", async () => {
    disk.unreadable = [0, 0];
    const file = await disk.open(simulatedFile, "append");
    await file.write([Buffer.from("X")], placeOf("40") + 12, true);
    await expect(log.read({ after: 40, limit: 1 })).rejects.toBeInstanceOf(LogDamagedError);
    expect(told).toMatchObject([{ kind: "unreadable", first: 33, last: 48, why: undefined }]);
    expect(seqs(await log.read({ after: 32, limit: 3 }))).toEqual([33, 34, 35]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kinds()).toEqual(["unreadable"]);
    await file.write([Buffer.from("0")], placeOf("4X") + 12, true);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kinds()).toEqual(["unreadable", "readable"]);
  });
});
