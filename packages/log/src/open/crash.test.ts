import { expect, test } from "vitest";
import { exhaust, randomChoose, seededRandom } from "../testing/choices.ts";
import {
  type Journal,
  judge,
  liveThrough,
  newJournal,
  openSimulated,
  simulatedFile,
} from "../testing/crash.ts";
import { said } from "../testing/drafts.ts";
import { at, SimulatedDisk } from "../testing/simulated-disk.ts";

const harmless = { lost: 0, duplicated: 0, unexpected: 0, invalidFiles: 0, refused: undefined };
const load = { senders: 3, messagesEach: 4, textOf: (id: string) => `Привет ${id}` };

test("[LOG-3] killed at every byte of an append, the log opens with every acknowledged record", async () => {
  const before = new SimulatedDisk();
  const journal = newJournal();
  await liveThrough(before, journal, load);
  // The first call after which the big append is on its way is found by trying.
  const bytes = Buffer.byteLength(JSON.stringify(said("Пока")));
  for (let stopAt = 0; stopAt <= 3 * bytes + 200; stopAt += 1) {
    const calls = await callsToOpen(before.afterKill());
    const disk = before.afterKill({ fault: at(calls + 1, { kind: "stop", bytes: stopAt }) });
    const log = await openSimulated(disk);
    const late: Journal = { ...journal, sent: new Set([...journal.sent, "1", "2", "3"]) };
    void log.append([said("1"), said("2"), said("3")]);
    await disk.stopped;
    expect(await judge(disk.afterKill(), late), `stopped at byte ${stopAt}`).toMatchObject(harmless);
  }
});

const callsToOpen = async (disk: SimulatedDisk): Promise<number> => {
  await openSimulated(disk);
  // The mark is written behind the commit.
  await new Promise((resolve) => setImmediate(resolve));
  return disk.calls;
};

test("[LOG-3] killed at every system call of creation, appends and close", async () => {
  let stops = 0;
  for (let call = 1; ; call += 1) {
    const disk = new SimulatedDisk({ fault: at(call, { kind: "stop", bytes: 100 }) });
    const journal = newJournal();
    await liveThrough(disk, journal, load);
    expect(await judge(disk.afterKill(), journal), `killed at call ${call}`).toMatchObject(harmless);
    stops += 1;
    if (disk.calls < call) break;
  }
  expect(stops).toBeGreaterThan(30);
});

test("[LOG-3] power cut at every system call, any sectors of the last writes missing", async () => {
  const random = seededRandom(1);
  for (let call = 1; ; call += 1) {
    const disk = new SimulatedDisk({ fault: at(call, { kind: "stop", bytes: random() * 3000 }) });
    const journal = newJournal();
    await liveThrough(disk, journal, load);
    for (const sectorBytes of [512, 4096]) {
      for (let round = 0; round < 5; round += 1) {
        const after = disk.afterPowerCut(randomChoose(random), { sectorBytes });
        expect(await judge(after, journal), `power cut at call ${call}`).toMatchObject(harmless);
      }
    }
    if (disk.calls < call) break;
  }
});

test("[LOG-3] power cut in a commit of many records, every subset of its sectors", async () => {
  const before = new SimulatedDisk();
  const journal = newJournal();
  await liveThrough(before, journal, load);
  const calls = await callsToOpen(before.afterKill());
  const disk = before.afterKill({ fault: at(calls + 2, { kind: "stop" }) });
  const log = await openSimulated(disk);
  const ids = Array.from({ length: 12 }, (_, index) => `последнее ${index}`);
  void log.append(ids.map((id) => said(id)));
  await disk.stopped;
  const late: Journal = { ...journal, sent: new Set([...journal.sent, ...ids]) };
  expect(disk.contentOf(simulatedFile)?.toString()).toContain("последнее 11");
  const states = await exhaust(5000, async (choose) => {
    expect(await judge(disk.afterPowerCut(choose), late)).toMatchObject(harmless);
  });
  expect(states).toBeGreaterThan(50);
});
