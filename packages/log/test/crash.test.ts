import { expect, test } from "vitest";
import { exhaust, randomChoose, seededRandom } from "../testing/choices.ts";
import { type Journal, liveThrough, newJournal, openSimulated, simulatedFile } from "../testing/crash.ts";
import { said } from "../testing/drafts.ts";
import { judge } from "../testing/judge.ts";
import { at, type Fault, SimulatedDisk } from "../testing/simulated-disk.ts";

const harmless = { lost: 0, duplicated: 0, unexpected: 0, invalidFiles: 0, refused: undefined };
const load = { senders: 3, messagesEach: 4, textOf: (id: string) => `Привет ${id}` };

/** A log with messages of several clients, and what the clients know. */
const lived = async (): Promise<{ disk: SimulatedDisk; journal: Journal }> => {
  const disk = new SimulatedDisk();
  const journal = newJournal();
  await liveThrough(disk, journal, load);
  return { disk, journal };
};

/** Reopens the log and makes a last append that fails at its write, or the given number of calls later. */
const interrupted = async (
  { disk: before, journal }: { disk: SimulatedDisk; journal: Journal },
  ids: readonly string[],
  fault: { readonly callsLater?: number; readonly fault: Fault },
): Promise<{ disk: SimulatedDisk; journal: Journal }> => {
  const rehearsal = before.afterKill();
  await openSimulated(rehearsal);
  const disk = before.afterKill({ fault: at(rehearsal.calls + 1 + (fault.callsLater ?? 0), fault.fault) });
  const log = await openSimulated(disk);
  void log.append(ids.map((id) => said(id)));
  await disk.stopped;
  return { disk, journal: { ...journal, sent: new Set([...journal.sent, ...ids]) } };
};

test("[LOG-3] killed at every byte of an append, the log opens with every acknowledged record", async () => {
  const before = await lived();
  const restSize = before.disk.contentOf(simulatedFile)?.length ?? 0;
  const whole = await interrupted(before, ["1", "2"], { fault: { kind: "stop", bytes: 1e6 } });
  const length = (whole.disk.contentOf(simulatedFile)?.length ?? 0) - restSize;
  expect(length).toBeGreaterThan(600);
  for (let bytes = 0; bytes <= length; bytes += 1) {
    const { disk, journal } = await interrupted(before, ["1", "2"], { fault: { kind: "stop", bytes } });
    expect(await judge(disk.afterKill(), journal), `killed at byte ${bytes}`).toMatchObject(harmless);
  }
});

test("[LOG-3] cut at every byte behind the last acknowledged record, the log opens with all of them", async () => {
  const before = await lived();
  const { disk, journal } = await interrupted(before, ["1", "2"], { fault: { kind: "stop", bytes: 1e6 } });
  const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
  const files = disk.paths().map((path) => [path, disk.contentOf(path) ?? Buffer.alloc(0)] as const);
  // The mark covers records up to the start record of the last run.
  const end = content.indexOf('"id":"1"') - 120;
  for (let size = content.lastIndexOf("\n", end) - 1; size <= content.length; size += 1) {
    const cut = files.map(
      ([path, bytes]) => [path, path === simulatedFile ? bytes.subarray(0, size) : bytes] as const,
    );
    expect(await judge(new SimulatedDisk({}, cut), journal), `cut at byte ${size}`).toMatchObject(harmless);
  }
});

test("[LOG-3] killed at every system call of creation, appends and close", async () => {
  let calls = 0;
  for (let call = 1; call <= calls + 1; call += 1) {
    const disk = new SimulatedDisk({ fault: at(call, { kind: "stop", bytes: 100 }) });
    const journal = newJournal();
    await liveThrough(disk, journal, load);
    expect(await judge(disk.afterKill(), journal), `killed at call ${call}`).toMatchObject(harmless);
    calls = Math.max(calls, disk.calls);
  }
  expect(calls).toBeGreaterThan(30);
});

test("[LOG-3] killed at every system call of the next start, what was cut is kept", async () => {
  const before = await lived();
  const ids = Array.from({ length: 5 }, (_, index) => `последнее ${index}`);
  const { disk, journal } = await interrupted(before, ids, { fault: { kind: "stop", bytes: 700 } });
  const torn = disk.contentOf(simulatedFile)?.toString().split("\n").at(-1) ?? "";
  expect(torn).toContain("последнее");
  let calls = 0;
  for (let call = 1; call <= calls + 1; call += 1) {
    const again = disk.afterKill({ fault: at(call, { kind: "stop", bytes: 50 }) });
    await Promise.race([openSimulated(again).then((log) => log.close()), again.stopped]);
    calls = Math.max(calls, again.calls);
    const after = again.afterKill();
    expect(await judge(after, journal), `killed at call ${call}`).toMatchObject(harmless);
    const sideFiles = after.paths().filter((path) => path.startsWith(`${simulatedFile}.torn-`));
    const kept = sideFiles.map((path) => after.contentOf(path)?.toString() ?? "");
    expect(kept.some((bytes) => bytes.includes(torn))).toBe(true);
  }
});

test("[LOG-3] power cut at every system call, any sectors of the last writes missing", async () => {
  const random = seededRandom(1);
  let calls = 0;
  for (let call = 1; call <= calls + 1; call += 1) {
    const disk = new SimulatedDisk({ fault: at(call, { kind: "stop", bytes: random() * 3000 }) });
    const journal = newJournal();
    await liveThrough(disk, journal, load);
    calls = Math.max(calls, disk.calls);
    for (const sectorBytes of [512, 4096, 512, 512]) {
      const after = disk.afterPowerCut(randomChoose(random), { sectorBytes });
      expect(await judge(after, journal), `power cut at call ${call}`).toMatchObject(harmless);
    }
  }
});

test("[LOG-3] power cut in a commit of many records, every subset of its sectors", async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `последнее ${index}`);
  const fault = { callsLater: 1, fault: { kind: "stop" } } as const;
  const { disk, journal } = await interrupted(await lived(), ids, fault);
  expect(disk.contentOf(simulatedFile)?.toString()).toContain("последнее 11");
  const states = await exhaust(600, async (choose) => {
    expect(await judge(disk.afterPowerCut(choose), journal)).toMatchObject(harmless);
  });
  expect(states).toBeGreaterThan(100);
});

test("[LOG-3] power cut wherever the sectors end in the lines", async () => {
  const before = await lived();
  const fault = { callsLater: 1, fault: { kind: "stop" } } as const;
  for (let length = 1; length <= 512; length += 1) {
    const { disk, journal } = await interrupted(before, ["x".repeat(length), "второе", "третье"], fault);
    for (const missing of [1, 2]) {
      let sector = 0;
      // Chooses the sectors of the commit first to last, then the file size: all but one of them, and all of
      // it.
      const after = disk.afterPowerCut((options) => (sector++ === missing ? 0 : options - 1));
      const verdict = await judge(after, journal);
      expect(verdict, `${length} characters, without sector ${missing}`).toMatchObject(harmless);
    }
  }
});

test("[LOG-3] killed before a sync, then power cut at every system call of the next start", async () => {
  const random = seededRandom(2);
  const fault = { callsLater: 1, fault: { kind: "stop" } } as const;
  const { disk, journal } = await interrupted(await lived(), ["1", "2"], fault);
  let calls = 0;
  for (let call = 1; call <= calls + 1; call += 1) {
    const again = disk.afterKill({ fault: at(call, { kind: "stop" }) });
    await Promise.race([openSimulated(again), again.stopped]);
    calls = Math.max(calls, again.calls);
    for (let cut = 0; cut < 20; cut += 1) {
      const after = again.afterPowerCut(randomChoose(random));
      expect(await judge(after, journal), `power cut at call ${call}`).toMatchObject(harmless);
    }
  }
});

test("[LOG-5] killed or cut off while a full disk is put in order, the log opens", async () => {
  const random = seededRandom(4);
  const before = await lived();
  const rehearsal = before.disk.afterKill();
  await openSimulated(rehearsal);
  const ids = ["1", "2", "3", "4", "5"];
  const journal = { ...before.journal, sent: new Set([...before.journal.sent, ...ids]) };
  const full = rehearsal.calls + 1;
  for (let bytes = 0; bytes < 1100; bytes += 13) {
    for (let later = 1; later <= 3; later += 1) {
      const disk = before.disk.afterKill({
        fault: (call) => {
          if (call === full) return { kind: "error", code: "ENOSPC", bytes };
          return call === full + later ? { kind: "stop", bytes: 1 } : undefined;
        },
      });
      const log = await openSimulated(disk);
      void log.append(ids.map((id) => said(id)));
      await disk.stopped;
      expect(await judge(disk.afterKill(), journal), `${bytes} bytes, ${later} later`).toMatchObject(
        harmless,
      );
      const after = disk.afterPowerCut(randomChoose(random));
      expect(await judge(after, journal), `${bytes} bytes, ${later} later`).toMatchObject(harmless);
    }
  }
});
