import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Intake } from "./intake.ts";
import { Turns } from "./turns.ts";

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Creates turns with a clock that advances by the cost of the items taken. */
const turnsOf = () => {
  const clock = { ms: 0, flushes: 0 };
  return { clock, turns: new Turns({ elapsed: () => clock.ms, flush: () => (clock.flushes += 1) }) };
};

interface StartOptions {
  readonly addressKey?: string;
  /** The cost of each item: part of it at once, all of it when its promises have settled. */
  readonly costMs?: number;
  readonly own?: ReturnType<typeof turnsOf>;
}

const start = ({ addressKey = "198.51.100.7", costMs = 0.1, own = turnsOf() }: StartOptions = {}) => {
  const taken: number[] = [];
  const socket = { isPaused: false };
  const intake = new Intake<Uint8Array, number>({
    turns: own.turns,
    addressKey,
    cut: (bytes) => bytes,
    take: (line) => {
      taken.push(line);
      void Promise.resolve()
        .then(() => undefined)
        .then(() => (own.clock.ms += costMs));
    },
    pause: () => (socket.isPaused = true),
    resume: () => (socket.isPaused = false),
  });
  return { intake, taken, socket, ...own };
};

test("[LIM-3] of what comes at once so much is taken in a turn, and nothing is read meanwhile", async () => {
  const { intake, taken, socket } = start({ costMs: 0.1 });
  intake.receive(Buffer.alloc(100));
  expect(taken).toHaveLength(0);
  await nextTurn();
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length).toBeLessThan(30);
  expect(socket.isPaused).toBe(true);
  for (let turn = 0; turn < 60; turn += 1) await nextTurn();
  expect(taken).toHaveLength(100);
  expect(socket.isPaused).toBe(false);
});

test("[LIM-3] what one turn takes of a thousand connections is no more than of one, and at least one, however dear", async () => {
  const own = turnsOf();
  const crowd = Array.from({ length: 1000 }, () => start({ own, costMs: 0.3 }));
  for (const { intake } of crowd) intake.receive(Buffer.alloc(16));
  const takenOf = (people: typeof crowd): number => people.reduce((sum, { taken }) => sum + taken.length, 0);
  for (let turn = 0; turn < 10; turn += 1) {
    const before = takenOf(crowd);
    await nextTurn();
    const now = takenOf(crowd) - before;
    expect(now).toBeGreaterThan(0);
    expect(now).toBeLessThan(10);
  }
  const dear = start({ own: turnsOf(), costMs: 1000 });
  dear.intake.receive(Buffer.alloc(3));
  for (let turn = 1; turn <= 3; turn += 1) {
    await nextTurn();
    expect(dear.taken).toHaveLength(turn);
  }
});

test("[LIM-3] one who comes last waits for one of each other address, not for all that its people have sent", async () => {
  const own = turnsOf();
  const crowd = Array.from({ length: 200 }, () => start({ own, costMs: 0.1 }));
  for (const { intake } of crowd) intake.receive(Buffer.alloc(100));
  await nextTurn();
  const anna = start({ own, addressKey: "203.0.113.5" });
  anna.intake.receive(Buffer.alloc(1));
  await nextTurn();
  expect(anna.taken).toHaveLength(1);
});

test("[LIM-3] a turn takes a quarter of a millisecond of what waits, and four where messages have used up theirs", async () => {
  const { intake, taken, turns, clock } = start({ costMs: 0.125 });
  intake.receive(Buffer.alloc(100));
  await nextTurn();
  expect(taken).toHaveLength(2);
  turns.atOnce(() => {
    clock.ms += 2;
    return true;
  });
  await nextTurn();
  expect(taken).toHaveLength(34);
  await nextTurn();
  expect(taken).toHaveLength(36);
});

test("[LIM-3] what is ready for readers is written before anything of a turn is taken, and its answers behind it", async () => {
  const { intake, taken, clock } = start();
  const seen: number[][] = [];
  const own = new Turns({ elapsed: () => clock.ms, flush: () => seen.push([taken.length]) });
  const other = new Intake<Uint8Array, number>({
    turns: own,
    addressKey: "203.0.113.5",
    cut: (bytes) => bytes,
    take: (line) => taken.push(line),
    pause: () => undefined,
    resume: () => undefined,
  });
  other.receive(Buffer.alloc(2));
  await nextTurn();
  expect(seen).toEqual([[0], [2]]);
  expect(intake.isWaiting).toBe(false);
});

test("[LIM-3] there is time for what is taken as it comes until it is used up, and again in the next turn", async () => {
  const { clock, turns } = turnsOf();
  let taken = 0;
  const take = (): boolean => {
    clock.ms += 0.3;
    taken += 1;
    return true;
  };
  while (turns.hasTime) turns.atOnce(take);
  expect(taken).toBeGreaterThan(1);
  expect(taken).toBeLessThan(20);
  await nextTurn();
  expect(turns.hasTime).toBe(true);
});

test("[DEL-5] who is held takes nothing more, and everything once it is wanted again, whatever comes meanwhile", async () => {
  const step = fc.oneof(
    fc.record({ receive: fc.integer({ min: 0, max: 70 }) }),
    fc.constant("hold" as const),
    fc.constant("release" as const),
    fc.constant("turn" as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, isGone) => {
      const { intake, taken, socket } = start();
      let sent = 0;
      let isHeld = false;
      const faults: string[] = [];
      for (const next of steps) {
        const before = taken.length;
        if (next === "turn") await nextTurn();
        else if (typeof next === "object") {
          intake.receive(Uint8Array.from({ length: next.receive }, () => sent++ % 256));
        } else intake[next]();
        if (isHeld && next !== "release" && taken.length !== before) faults.push("taken while held");
        if (typeof next === "string" && next !== "turn") isHeld = next === "hold";
        if (isHeld && !socket.isPaused) faults.push("read while held");
      }
      expect(faults).toEqual([]);
      const ends: number[] = [];
      const finished = (): void => void ends.push(taken.length);
      if (isGone) intake.end(finished);
      else {
        intake.finish(finished);
        intake.release();
      }
      for (let turn = 0; turn < 500 && ends.length === 0; turn += 1) await nextTurn();
      expect(taken).toEqual(Array.from({ length: sent }, (_, index) => index % 256));
      expect(ends).toEqual([sent]);
      expect([intake.isWaiting, socket.isPaused && !isGone]).toEqual([false, false]);
    }),
    { numRuns: 100 },
  );
});

test("[DEL-13] who ended their side and is gone then: both are told when all is taken, in order", async () => {
  const { intake, taken } = start();
  const told: string[] = [];
  intake.receive(Buffer.alloc(50));
  intake.hold();
  intake.finish(() => told.push(`finished ${taken.length}`));
  intake.end(() => told.push(`gone ${taken.length}`));
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect(told).toEqual(["finished 50", "gone 50"]);
});
