import { LogError } from "../../src/error.ts";
import { randomChoose } from "../choices.ts";
import { type Journal, type Load, liveThrough, newJournal } from "../crash.ts";
import { judge } from "../judge.ts";
import { at, type Fault, SimulatedDisk } from "../simulated-disk.ts";
import type { Tally } from "./tally.ts";

type Random = () => number;

const longest = 3000;

const randomLoad = (random: Random): Load => {
  const lengths = random() < 0.5 ? 40 : longest;
  return {
    senders: 1 + Math.floor(random() * 8),
    messagesEach: 1 + Math.floor(random() * 8),
    textOf: () => "ы".repeat(Math.floor(random() * lengths)),
  };
};

/** The number of bytes of an interrupted write: often only those over the closing bracket. */
const partOf = (random: Random): number =>
  random() < 0.3 ? Math.floor(random() * 5) : Math.floor(random() * 2 * longest);

/** A log with several earlier runs, so that starting it is more than creating it. */
const past = async (random: Random): Promise<{ disk: SimulatedDisk; journal: Journal }> => {
  const journal = newJournal();
  let disk = new SimulatedDisk();
  for (let runs = Math.floor(random() * 3); runs > 0; runs -= 1) {
    const fault = at(1 + Math.floor(random() * 60), { kind: "stop", bytes: partOf(random) });
    disk = disk.afterKill({ fault });
    await liveThrough(disk, journal, randomLoad(random));
  }
  return { disk, journal };
};

const copyOf = ({ sent, acknowledged }: Journal): Journal => ({
  sent: new Set(sent),
  acknowledged: new Map(acknowledged),
  errors: [],
});

/**
 * Stops a random run of a log at each of its system calls, a write at a random byte; then checks the results
 * of a kill, and of power cuts with sectors of 512 and 4,096 bytes.
 */
export const stopEverywhere = async (random: Random, tally: Tally, powerCuts: number): Promise<void> => {
  const { disk: before, journal: known } = await past(random);
  const load = randomLoad(random);
  let calls = 1;
  for (let call = 1; call <= calls; call += 1) {
    const journal = copyOf(known);
    const stop: Fault = { kind: "stop", bytes: partOf(random) };
    // Sometimes the disk was full shortly before.
    const fullAt = random() < 0.3 ? call - 1 - Math.floor(random() * 3) : 0;
    const full: Fault = { kind: "error", code: "ENOSPC", bytes: partOf(random) };
    const disk = before.afterKill({ fault: (now) => at(call, stop)(now) ?? at(fullAt, full)(now) });
    await liveThrough(disk, journal, load);
    calls = Math.max(calls, disk.calls + (disk.calls > call ? 0 : 1));
    if (disk.calls < call) break;
    tally.add(await judge(disk.afterKill(), journal), () => `killed at call ${call}`);
    for (let cut = 0; cut < powerCuts; cut += 1) {
      const sectorBytes = cut % 2 === 0 ? 512 : 4096;
      const after = disk.afterPowerCut(randomChoose(random), { sectorBytes });
      tally.add(await judge(after, journal), () => `power cut at call ${call}, sectors of ${sectorBytes}`);
    }
  }
};

/** Fails each system call of a random run with a disk error; nothing may be acknowledged after a failure. */
export const failEverywhere = async (random: Random, tally: Tally, code: "EIO" | "ENOSPC"): Promise<void> => {
  const { disk: before, journal: known } = await past(random);
  const load = randomLoad(random);
  for (let call = 1; ; call += 1) {
    const journal = copyOf(known);
    const disk = before.afterKill({ fault: at(call, { kind: "error", code, bytes: partOf(random) }) });
    await liveThrough(disk, journal, load);
    if (disk.calls < call) return;
    tally.faults += 1;
    if (journal.errors.some((error) => !(error instanceof LogError))) {
      tally.fail(`${code} at call ${call}: not a typed error`);
    }
    const verdict = await judge(disk.afterKill(), journal);
    // A record acknowledged in spite of a failure is found to be lost here.
    tally.falseAcks += verdict.lost;
    tally.add(verdict, () => `${code} at call ${call}`);
    const after = disk.afterPowerCut(randomChoose(random));
    tally.add(await judge(after, journal), () => `${code} at call ${call}, then a power cut`);
  }
};
