import { expect, test } from "vitest";
import { openSimulated } from "../../testing/crash.ts";
import { said } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { NoDelay, type CommitDelay } from "./commit-delay.ts";

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A delay that ends when the test says so. */
class ByHand implements CommitDelay {
  readonly observe = (): void => undefined;
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
  const delay = new NoDelay();
  for (const name of ["one", "two"]) delay.request(() => commits.push(name));
  expect(commits).toEqual([]);
  await endOfTurn();
  delay.request(() => commits.push("three"));
  await endOfTurn();
  expect(commits).toEqual(["one", "three"]);
});

test("[LOG-2] what its delay holds back is one commit when it lets go, and nothing before", async () => {
  const disk = new SimulatedDisk();
  const delay = new ByHand();
  const log = await openSimulated(disk, { commitDelay: delay });
  const calls = disk.calls;
  const runs: number[] = [];
  log.onCommit((entries) => runs.push(entries.length));
  const appended = [log.append([said("1")]), log.append([said("2"), said("3")])];
  for (let turn = 0; turn < 10; turn += 1) await endOfTurn();
  expect(disk.calls).toBe(calls);
  delay.letGo();
  await Promise.all(appended);
  expect(runs).toEqual([3]);
  // Without waiting appends, nothing happens.
  delay.letGo();
  await log.append([]);
  expect(runs).toEqual([3]);
});

test("[LOG-1] what becomes due while the disk works goes with the next commit, what does not waits on", async () => {
  const disk = new SimulatedDisk();
  const delay = new ByHand();
  const log = await openSimulated(disk, { commitDelay: delay });
  const runs: number[] = [];
  log.onCommit((entries) => runs.push(entries.length));
  const first = log.append([said("1")]);
  delay.letGo();
  const second = log.append([said("2")]);
  delay.letGo();
  await Promise.all([first, second]);
  const third = log.append([said("3")]);
  for (let turn = 0; turn < 10; turn += 1) await endOfTurn();
  expect(runs).toEqual([1, 1]);
  delay.letGo();
  await third;
  expect(runs).toEqual([1, 1, 1]);
});

test("[LOG-1] a log that closes waits for no delay", async () => {
  const log = await openSimulated(new SimulatedDisk(), { commitDelay: new ByHand() });
  const appended = log.append([said("последняя")]);
  await log.close();
  expect(await appended).toHaveLength(1);
});

test("[DEL-6] the delay is told what it takes to tell everybody", async () => {
  const told: number[] = [];
  const turns = new NoDelay();
  const delay: CommitDelay = {
    request: (commit) => turns.request(commit),
    observe: (ms) => void told.push(ms),
  };
  const log = await openSimulated(new SimulatedDisk(), { commitDelay: delay });
  const stall = new Int32Array(new SharedArrayBuffer(4));
  log.onCommit(() => void Atomics.wait(stall, 0, 0, 20));
  await log.append([said("всем")]);
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThan(15);
});
