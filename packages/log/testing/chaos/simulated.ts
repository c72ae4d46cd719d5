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

/** How far an interrupted write got: often no further than the closing bracket that it overwrites. */
const partOf = (random: Random): number =>
  random() < 0.3 ? Math.floor(random() * 5) : Math.floor(random() * 2 * longest);

/** A log that has lived through some runs already, so that a start of it is more than its making. */
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
 * Stops a random life of a log at each of its system calls, a write at a random byte; then looks at what a kill leaves,
 * and at what power cuts leave of it with sectors of 512 and 4,096 bytes.
 */
export const stopEverywhere = async (random: Random, tally: Tally, powerCuts: number): Promise<void> => {
  const { disk: before, journal: known } = await past(random);
  const load = randomLoad(random);
  let calls = 1;
  for (let call = 1; call <= calls; call += 1) {
    const journal = copyOf(known);
    const stop: Fault = { kind: "stop", bytes: partOf(random) };
    // Now and then the disk was full shortly before.
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

/** Has each system call of a random life fail with an error of the disk; nothing may be acknowledged behind a failure. */
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
    // What was acknowledged though it failed is found as lost here.
    tally.falseAcks += verdict.lost;
    tally.add(verdict, () => `${code} at call ${call}`);
    const after = disk.afterPowerCut(randomChoose(random));
    tally.add(await judge(after, journal), () => `${code} at call ${call}, then a power cut`);
  }
};
