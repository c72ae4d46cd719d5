import { expect, test } from "vitest";
import { openSimulated } from "../testing/crash.ts";
import { said } from "../testing/drafts.ts";
import { SimulatedDisk } from "../testing/simulated-disk.ts";
import { EachTurn, type CommitPace } from "./commit-pace.ts";

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets go when the test says. */
class ByHand implements CommitPace {
  readonly told = (): void => undefined;
  #commit: () => void = () => undefined;

  request(commit: () => void): void {
    this.#commit = commit;
  }

  letGo(): void {
    this.#commit();
  }
}

test("[LOG-2] a turn of the event loop is one commit", async () => {
  const commits: string[] = [];
  const pace = new EachTurn();
  for (const name of ["one", "two"]) pace.request(() => commits.push(name));
  expect(commits).toEqual([]);
  await endOfTurn();
  pace.request(() => commits.push("three"));
  await endOfTurn();
  expect(commits).toEqual(["one", "three"]);
});

test("[LOG-2] what its pace holds back is one commit when it lets go, and nothing before", async () => {
  const disk = new SimulatedDisk();
  const pace = new ByHand();
  const log = await openSimulated(disk, { pace });
  const calls = disk.calls;
  const runs: number[] = [];
  log.onCommit((entries) => runs.push(entries.length));
  const appended = [log.append([said("1")]), log.append([said("2"), said("3")])];
  for (let turn = 0; turn < 10; turn += 1) await endOfTurn();
  expect(disk.calls).toBe(calls);
  pace.letGo();
  await Promise.all(appended);
  expect(runs).toEqual([3]);
  // Nothing waits: nothing happens.
  pace.letGo();
  await log.append([]);
  expect(runs).toEqual([3]);
});

test("[LOG-1] what becomes due while the disk works goes with the next commit, what does not waits on", async () => {
  const disk = new SimulatedDisk();
  const pace = new ByHand();
  const log = await openSimulated(disk, { pace });
  const runs: number[] = [];
  log.onCommit((entries) => runs.push(entries.length));
  const first = log.append([said("1")]);
  pace.letGo();
  const second = log.append([said("2")]);
  pace.letGo();
  await Promise.all([first, second]);
  const third = log.append([said("3")]);
  for (let turn = 0; turn < 10; turn += 1) await endOfTurn();
  expect(runs).toEqual([1, 1]);
  pace.letGo();
  await third;
  expect(runs).toEqual([1, 1, 1]);
});

test("[LOG-1] a log that closes waits for no pace", async () => {
  const log = await openSimulated(new SimulatedDisk(), { pace: new ByHand() });
  const appended = log.append([said("последняя")]);
  await log.close();
  expect(await appended).toHaveLength(1);
});

test("[DEL-6] the pace is told what it takes to tell everybody", async () => {
  const told: number[] = [];
  const turns = new EachTurn();
  const pace: CommitPace = {
    request: (commit) => turns.request(commit),
    told: (ms) => void told.push(ms),
  };
  const log = await openSimulated(new SimulatedDisk(), { pace });
  const stall = new Int32Array(new SharedArrayBuffer(4));
  log.onCommit(() => void Atomics.wait(stall, 0, 0, 20));
  await log.append([said("всем")]);
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThan(15);
});
