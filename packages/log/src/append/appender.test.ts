import { describe, expect, test } from "vitest";
import { LogError, LogFailedError, LogFullError } from "../error.ts";
import { randomChoose, seededRandom } from "../../testing/choices.ts";
import { liveThrough, newJournal, openSimulated, simulatedData, simulatedFile } from "../../testing/crash.ts";
import { openLog } from "../open/open-log.ts";
import { said, started } from "../../testing/drafts.ts";
import { judge } from "../../testing/judge.ts";
import { at, SimulatedDisk } from "../../testing/simulated-disk.ts";

const harmless = { lost: 0, duplicated: 0, unexpected: 0, invalidFiles: 0, refused: undefined };
const load = { senders: 3, messagesEach: 4, textOf: (id: string) => `Привет ${id}` };

const contentOf = (disk: SimulatedDisk): unknown =>
  JSON.parse(disk.contentOf(simulatedFile)?.toString() ?? "");

describe("a commit", () => {
  test("[LOG-1] what is appended while the disk works goes together with the next one", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const runs: number[] = [];
    log.onCommit((entries) => runs.push(entries.length));
    const first = log.append([said("1")]);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...Array.from({ length: 50 }, (_, index) => log.append([said(`${index}`)]))]);
    expect(runs).toEqual([1, 50]);
  });

  test("[LOG-1] nobody reads a record before the disk has it", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const appended = log.append([said("ещё не")]);
    expect([log.last.seq, log.lastOf("lobby")]).toEqual([1, 0]);
    expect(await log.read({ after: 1 })).toEqual([]);
    await appended;
    expect([log.last.seq, log.lastOf("lobby")]).toEqual([2, 2]);
  });

  test("[LOG-2] is one write over the closing bracket, however large the log is", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    await log.append(Array.from({ length: 2000 }, (_, index) => said(`${index}`)));
    const calls = disk.calls;
    await log.append([said("одна запись")]);
    // The write and its sync.
    expect(disk.calls - calls).toBe(2);
  });

  test("[LOG-2] goes on where a short write ended", async () => {
    const random = seededRandom(3);
    const disk = new SimulatedDisk({ fault: () => ({ kind: "short", bytes: Math.ceil(random() * 90) }) });
    const journal = newJournal();
    await liveThrough(disk, journal, load);
    expect(journal.acknowledged.size).toBe(12);
    expect(await judge(disk.afterKill(), journal)).toMatchObject({ ...harmless, kept: 12 });
  });

  test("of more than its bound is several, in order", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const runs: number[] = [];
    log.onCommit((entries) => runs.push(entries.length));
    const long = "ы".repeat(10_000);
    const appends = Array.from({ length: 450 }, (_, index) => log.append([said(`${index} ${long}`)]));
    const answered = (await Promise.all(appends)).flat();
    expect(answered.map(({ record }) => record.seq)).toEqual(
      Array.from({ length: 450 }, (_, index) => index + 2),
    );
    expect(runs.length).toBeGreaterThan(1);
    await log.close();
    expect((await openSimulated(disk)).last.seq).toBe(452);
  });

  test("of more than a megabyte is whole", async () => {
    const log = await openSimulated(new SimulatedDisk());
    const long = "я".repeat(4000);
    const entries = await log.append(Array.from({ length: 300 }, (_, index) => said(`${index} ${long}`)));
    const read = await log.read({ after: 1 });
    expect(read.map(({ record }) => record)).toEqual(entries.map(({ record }) => record));
  });
});

describe("an append that cannot be encoded", () => {
  test("is refused alone, and leaves no hole", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const circular: Record<string, unknown> = { ...said("кругом") };
    circular["itself"] = circular;
    const bad = [said("пропало"), circular as ReturnType<typeof said>];
    const answers = await Promise.allSettled([
      log.append([said("раз")]),
      log.append(bad),
      log.append([said("два")]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    await log.close();
    const again = await openSimulated(disk);
    const records = (await again.read({ after: 1 })).map(({ record }) => record);
    expect(records).toMatchObject([{ message: "раз", prev: 0 }, { message: "два", prev: 2 }, { seq: 4 }]);
  });
});

describe("a projection that throws", () => {
  test("ends the log: every append is refused, and the next start has what was durable", async () => {
    const disk = new SimulatedDisk();
    const broken = {
      name: "broken",
      version: 1,
      apply: (record: { readonly message: string }) => {
        if (record.message === "сломайся") throw new TypeError("a mistake");
      },
      save: () => new Uint8Array(),
      load: () => {},
    };
    const log = await openLog({
      file: simulatedFile,
      data: simulatedData,
      disk,
      start: started,
      projections: [broken],
    });
    await expect(log.append([said("сломайся")])).rejects.toBeInstanceOf(LogFailedError);
    await expect(log.append([said("поздно")])).rejects.toBeInstanceOf(LogFailedError);
    await log.close();
    expect((await openSimulated(disk)).last.seq).toBe(3);
  });
});

describe("time", () => {
  test("never goes back, and order is by `seq` alone", async () => {
    const start = 1_795_255_200_000;
    const hour = 3_600_000;
    let now = start;
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk, { clock: () => now });
    for (now of [start + 5, start - hour, start + 7, start + 87_600 * hour, start + 8, start + 9]) {
      await log.append([said(`${now}`)]);
    }
    await log.close();
    now = start;
    const again = await openSimulated(disk, { clock: () => now });
    await again.append([said("после")]);
    const times = (await again.read({ after: 1 })).map(({ record }) => record.time);
    const later = "2036-11-18T10:00:00.000Z";
    expect(times).toEqual([
      "2026-11-21T10:00:00.005Z",
      "2026-11-21T10:00:00.005Z",
      "2026-11-21T10:00:00.007Z",
      ...Array.from({ length: 5 }, () => later),
    ]);
  });
});

describe("[LOG-5] a failed write or sync", () => {
  test("at every call: a typed error, no acknowledgement behind it, and the next start has everything", async () => {
    const random = seededRandom(5);
    let calls = 0;
    for (let call = 1; call <= calls + 1; call += 1) {
      const disk = new SimulatedDisk({ fault: at(call, { kind: "error", code: "EIO" }) });
      const journal = newJournal();
      await liveThrough(disk, journal, load);
      calls = Math.max(calls, disk.calls);
      for (const error of journal.errors) expect(error).toBeInstanceOf(LogError);
      expect(await judge(disk.afterKill(), journal), `EIO at call ${call}`).toMatchObject(harmless);
      const after = disk.afterPowerCut(randomChoose(random));
      expect(await judge(after, journal), `EIO at call ${call}, then a power cut`).toMatchObject(harmless);
    }
    expect(calls).toBeGreaterThan(30);
  });

  test("is not tried again: every later append is refused, without touching the disk", async () => {
    const before = new SimulatedDisk();
    await (await openSimulated(before)).close();
    const rehearsal = before.afterKill();
    await openSimulated(rehearsal);
    // The sync of the first append.
    const disk = before.afterKill({ fault: at(rehearsal.calls + 2, { kind: "error", code: "EIO" }) });
    const log = await openSimulated(disk);
    const together = [log.append([said("1")]), log.append([said("2")])];
    const answers = await Promise.allSettled(together);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const calls = disk.calls;
    await expect(log.append([said("3")])).rejects.toBeInstanceOf(LogFailedError);
    expect(disk.calls).toBe(calls);
    expect((await log.read({ after: 0 })).length).toBe(2);
    await log.close();
  });
});

describe("[LOG-5] a full disk", () => {
  test("at every call: the file is whole at once, later appends go on, and nothing is lost", async () => {
    let calls = 0;
    for (let call = 1; call <= calls + 1; call += 1) {
      const disk = new SimulatedDisk({ fault: at(call, { kind: "error", code: "ENOSPC" }) });
      const journal = newJournal();
      await liveThrough(disk, journal, load);
      calls = Math.max(calls, disk.calls);
      for (const error of journal.errors) expect(error).toBeInstanceOf(LogError);
      expect(await judge(disk.afterKill(), journal), `ENOSPC at call ${call}`).toMatchObject(harmless);
    }
  });

  test("[LOG-15] is told before anything else can be appended, and before the appenders are answered", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    await log.append([said("до")]);
    disk.capacity = disk.paths().reduce((sum, path) => sum + (disk.contentOf(path)?.length ?? 0), 0);
    const heard: string[] = [];
    const later: Promise<unknown>[] = [];
    log.onRefuse(() => {
      heard.push("refused");
      disk.capacity = Number.POSITIVE_INFINITY;
      later.push(log.append([said("после")]));
    });
    const refused = log.append([said("x".repeat(500))]).catch(() => heard.push("answered"));
    await refused;
    expect(heard).toEqual(["refused", "answered"]);
    await Promise.all(later);
    expect(contentOf(disk)).toMatchObject([{ seq: 1 }, { message: "до" }, { seq: 3, message: "после" }]);
  });

  test("refuses writes, serves reads, and takes records again when there is room", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    await log.append([said("до")]);
    const used = disk.paths().reduce((sum, path) => sum + (disk.contentOf(path)?.length ?? 0), 0);
    disk.capacity = used + 300;
    const together = [log.append([said("первое")]), log.append([said("второе"), said("третье")])];
    const answers = await Promise.allSettled(together);
    for (const answer of answers) expect(answer).toMatchObject({ reason: { code: "log-full" } });
    expect(contentOf(disk)).toHaveLength(2);
    expect((await log.read({ after: 0 })).length).toBe(2);
    await expect(log.append([said("x".repeat(500))])).rejects.toBeInstanceOf(LogFullError);
    disk.capacity = Number.POSITIVE_INFINITY;
    const [entry] = await log.append([said("после")]);
    // The numbers of the refused records are assigned again.
    expect(entry?.record).toMatchObject({ seq: 3, prev: 2 });
    expect(contentOf(disk)).toHaveLength(3);
    await log.close();
    expect((await openSimulated(disk.afterKill())).last.seq).toBe(4);
  });

  test("is told once, and once when it is over", async () => {
    const disk = new SimulatedDisk();
    const told: string[] = [];
    const log = await openLog({
      file: simulatedFile,
      data: simulatedData,
      disk,
      start: started,
      onNotice: ({ kind }) => told.push(kind),
    });
    disk.capacity = 0;
    for (let count = 0; count < 3; count += 1)
      await expect(log.append([said(`${count}`)])).rejects.toBeInstanceOf(LogFullError);
    expect(told).toEqual(["disk-full"]);
    disk.capacity = Number.POSITIVE_INFINITY;
    for (let count = 3; count < 6; count += 1) await log.append([said(`${count}`)]);
    expect(told).toEqual(["disk-full", "disk-has-room"]);
  });

  test("a small record that fits is taken right after a large one was refused", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const used = disk.paths().reduce((sum, path) => sum + (disk.contentOf(path)?.length ?? 0), 0);
    disk.capacity = used + 400;
    const large = log.append([said("x".repeat(1000))]);
    await expect(large).rejects.toBeInstanceOf(LogFullError);
    const [entry] = await log.append([said("мало")]);
    expect(entry?.record.seq).toBe(2);
  });
});
