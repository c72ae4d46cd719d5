import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRecord } from "@beseda/protocol";
import { logOf, messageOf } from "../../testing/records.ts";
import { seeded, VirtualTime } from "../../testing/virtual-time.ts";
import { RefusedError } from "../refused-error.ts";
import type { RoomRecord } from "./chain.ts";
import { Feed, type AskHistory } from "./feed.ts";

/** Whether a question fails; a refusal is the reason where it is not the lack of a connection. */
type Fails = boolean | RefusedError;

/** How a server answers. */
interface Answers {
  readonly fails?: () => Fails;
  /** `seq` of the first record that the client may read. */
  readonly readableFrom?: number;
}

/** The history of a log as a server answers it, after a while; every question may fail. */
const historyOf =
  (log: readonly RoomRecord[], time: VirtualTime, { fails, readableFrom }: Required<Answers>): AskHistory =>
  ({ room, before = Number.MAX_SAFE_INTEGER, limit }) =>
    new Promise((resolve, reject) => {
      const readable = log.filter(({ seq }) => seq >= readableFrom);
      const page = readable.filter((record) => record.room === room && record.seq < before).slice(-limit);
      time.after(5, () => {
        const failure = fails();
        const older = (page[0]?.prev ?? 0) >= readableFrom;
        if (failure === false) resolve({ records: page, older });
        else reject(failure === true ? new RefusedError("offline", "no connection") : failure);
      });
    });

const strange = parseRecord({
  seq: 2,
  time: "2026-11-21T10:00:00.000Z",
  type: "message",
  client_id: "Client_2",
  sender: "client",
  message: "?",
});

interface SetUp extends Answers {
  readonly log?: readonly RoomRecord[];
}

const setUp = ({ log = [], fails = () => false, readableFrom = 1 }: SetUp = {}) => {
  const time = new VirtualTime();
  const applied = new Map<string, number[]>();
  const questions: number[] = [];
  const history = historyOf(log, time, { fails, readableFrom });
  const feed = new Feed({
    environment: time,
    backOff: () => 100,
    history: (query) => {
      questions.push(query.before ?? 0);
      return history(query);
    },
    onApplied: (room, records) => {
      applied.set(room, [...(applied.get(room) ?? []), ...records.map(({ seq }) => seq)]);
    },
    onDropped: (room) => applied.delete(room),
  });
  feed.begin({ log: "log-1", resumed: false });
  return { time, feed, applied, questions };
};

const seqsOf = (log: readonly RoomRecord[], room: string, from = 0): readonly number[] =>
  log.filter((record) => record.room === room && record.seq >= from).map(({ seq }) => seq);

/** The log as a network may deliver it: parts are lost, repeated and come out of order. */
const arrivals = fc
  .record({
    rooms: fc.array(fc.constantFrom("lobby", "кухня", "сад"), { minLength: 1, maxLength: 60 }),
    seed: fc.nat(),
    lossShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    repeatShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    reach: fc.nat(8),
    failShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .map(({ rooms, seed, lossShare, repeatShare, reach, failShare }) => {
    const random = seeded(seed);
    const log = logOf(rooms);
    const kept = log.filter((record) => record === log.at(-1) || random() >= lossShare);
    const placed = kept.flatMap((record, index) => {
      const copies = random() < repeatShare ? 3 : 1;
      return Array.from({ length: copies }, () => ({ record, place: index + random() * reach }));
    });
    const order = placed.toSorted((one, other) => one.place - other.place).map(({ record }) => record);
    return { log, order, random, fails: () => random() < failShare };
  });

describe("the feed", () => {
  test("[DEL-4] whatever is lost, repeated or reordered, each room is applied once, in order, without a gap", () =>
    fc.assert(
      fc.asyncProperty(arrivals, async ({ log, order, random, fails }) => {
        const { time, feed, applied } = setUp({ log, fails });
        while (order.length > 0) {
          feed.receive(order.splice(0, 1 + Math.floor(random() * 4)));
          if (random() < 0.3) await time.pass(random() * 20);
        }
        await time.pass(60_000);
        for (const [room, seqs] of applied) {
          const whole = seqsOf(log, room, seqs[0]);
          expect(seqs).toEqual(whole.slice(0, seqs.length));
          // A room's last record was seen by everybody only if it arrived; the gap before it never stays.
          expect(feed.cursor?.seq).toBe(log.length);
        }
        const lastRoom = log.at(-1)?.room ?? "";
        expect(applied.get(lastRoom)?.at(-1)).toBe(log.length);
      }),
      { numRuns: 300 },
    ));

  test("[DEL-3] cut anywhere and resumed from its cursor, it has what one that was never cut has", () =>
    fc.assert(
      fc.asyncProperty(arrivals, fc.array(fc.nat(60), { maxLength: 6 }), async ({ log, random }, cuts) => {
        const { time, feed, applied } = setUp({ log });
        for (const cut of cuts) {
          const after = feed.cursor?.seq ?? 0;
          const arriving = log.slice(after, after + cut);
          // Something is missing in the middle: the records after it in its room show that.
          const isFollowed = ({ room, seq }: RoomRecord): boolean =>
            arriving.some((other) => other.room === room && other.seq > seq);
          feed.receive(arriving.filter((record) => !isFollowed(record) || random() < 0.8));
          if (random() < 0.5) await time.pass(random() * 20);
          feed.begin({ log: "log-1", resumed: feed.cursor !== undefined });
        }
        feed.receive(log.slice(feed.cursor?.seq ?? 0));
        await time.pass(10_000);
        for (const [room, seqs] of applied) expect(seqs).toEqual(seqsOf(log, room, seqs[0]));
      }),
      { numRuns: 300 },
    ));

  test("[DEL-4] a broken chain is repaired by asking for exactly the part before what arrived", async () => {
    const log = logOf(["lobby", "lobby", "lobby", "lobby", "lobby"]);
    const { time, feed, applied, questions } = setUp({ log });
    feed.receive(log.slice(0, 1));
    feed.receive(log.slice(3));
    expect(applied.get("lobby")).toEqual([1]);
    expect(feed.cursor).toEqual({ log: "log-1", seq: 1 });
    await time.pass(5);
    expect(questions).toEqual([4]);
    expect(applied.get("lobby")).toEqual([1, 2, 3, 4, 5]);
    expect(feed.cursor).toEqual({ log: "log-1", seq: 5 });
  });

  test("[DEL-4] a gap of many pages is filled from its newer end", async () => {
    const log = logOf(Array.from({ length: 700 }, () => "lobby"));
    const { time, feed, applied, questions } = setUp({ log });
    feed.receive(log.slice(0, 1));
    feed.receive(log.slice(699));
    await time.pass(1000);
    expect(questions).toEqual([700, 500, 300, 100]);
    expect(applied.get("lobby")).toEqual(seqsOf(log, "lobby"));
  });

  test("[DEL-4] behind a gap that is too wide the room begins anew, and the older part can be loaded", async () => {
    const log = logOf(Array.from({ length: 3000 }, () => "lobby"));
    const { time, feed, applied } = setUp({ log });
    feed.receive(log.slice(0, 1));
    feed.receive(log.slice(2999));
    await time.pass(1000);
    const seqs = applied.get("lobby") ?? [];
    expect(seqs).toEqual(seqsOf(log, "lobby", seqs[0]));
    expect(seqs).toHaveLength(1001);
    expect(feed.hasOlder("lobby")).toBe(true);
    const older = feed.older("lobby", 50);
    await time.pass(5);
    expect((await older).records.map(({ seq }) => seq)).toEqual(seqsOf(log, "lobby").slice(1949, 1999));
  });

  test("[HIST-2] nothing older is asked for where the server says that one may read no more", async () => {
    const feed = new Feed({
      environment: new VirtualTime(),
      backOff: () => 100,
      history: () => Promise.resolve({ records: [], older: false }),
      onApplied: () => undefined,
      onDropped: () => undefined,
    });
    feed.receive([messageOf({ seq: 9, prev: 4 })]);
    expect(feed.hasOlder("lobby")).toBe(true);
    await feed.older("lobby", 50);
    expect(feed.hasOlder("lobby")).toBe(false);
  });

  test("[DEL-4] a server whose history cannot fill the gap does not stop the room, nor is it asked for ever", async () => {
    const log = logOf(Array.from({ length: 10 }, () => "lobby"));
    const { time, feed, applied, questions } = setUp({ log: log.filter(({ seq }) => seq !== 5) });
    feed.receive(log.slice(0, 4));
    feed.receive(log.slice(6));
    await time.pass(60_000);
    expect(applied.get("lobby")?.at(-1)).toBe(10);
    expect(questions.length).toBeLessThan(20);
    feed.receive([messageOf({ seq: 11, prev: 10 })]);
    expect(applied.get("lobby")?.at(-1)).toBe(11);
  });

  test.each(["unknown-room", "not-a-member", "bad-input", "internal"] as const)(
    "[DEL-4] a room that answers a repair with %s is not asked for ever: it goes on behind the gap",
    async (code) => {
      const log = logOf(["lobby", "lobby", "lobby", "lobby", "lobby"]);
      const { time, feed, applied, questions } = setUp({ log, fails: () => new RefusedError(code, "no") });
      feed.receive(log.slice(0, 1));
      feed.receive(log.slice(3));
      await time.pass(3_600_000);
      expect(applied.get("lobby")).toEqual([4, 5]);
      expect(feed.cursor?.seq).toBe(5);
      expect(questions.length).toBeLessThan(10);
    },
  );

  test("[DEL-4] a repair that is too early waits as long as the server says", async () => {
    const log = logOf(["lobby", "lobby", "lobby"]);
    let isEarly = true;
    const fails = (): Fails => isEarly && new RefusedError("rate", "later", { retryAfterMs: 7000 });
    const { time, feed, applied, questions } = setUp({ log, fails });
    feed.receive(log.slice(0, 1));
    feed.receive(log.slice(2));
    await time.pass(6000);
    isEarly = false;
    expect(questions).toHaveLength(1);
    await time.pass(2000);
    expect(applied.get("lobby")).toEqual([1, 2, 3]);
  });

  test("[LOG-8] an explicit reset begins everything anew", () => {
    const { feed, applied } = setUp();
    feed.receive(logOf(["lobby", "сад"]));
    feed.begin({ log: "log-1", resumed: true });
    expect([...applied.keys()]).toEqual(["lobby", "сад"]);
    feed.begin({ log: "log-2", resumed: false });
    expect([...applied.keys()]).toEqual([]);
    expect(feed.cursor).toBeUndefined();
    feed.receive(logOf(["lobby"]));
    expect(feed.cursor).toEqual({ log: "log-2", seq: 1 });
    feed.begin({ log: "log-2", resumed: false });
    expect([...applied.keys()]).toEqual([]);
  });

  test("[LOG-11] a log that goes on under another name, or in another run, goes on where it was", () => {
    const { feed, applied } = setUp();
    feed.receive(logOf(["lobby", "сад"]));
    feed.begin({ log: "log-2", run: "run-2", resumed: true });
    expect(feed.cursor).toEqual({ log: "log-2", run: "run-2", seq: 2 });
    feed.receive([messageOf({ seq: 3, prev: 1 })]);
    expect(applied.get("lobby")).toEqual([1, 3]);
  });

  test("[LOG-8] a page of older records that arrives after a reset is not mixed with what is new", async () => {
    const log = logOf(["lobby", "lobby", "lobby", "lobby"]);
    const { time, feed, applied } = setUp({ log });
    feed.receive(log.slice(3));
    const older = feed.older("lobby", 2);
    feed.begin({ log: "log-2", resumed: false });
    feed.receive([messageOf({ seq: 9, prev: 3 })]);
    await time.pass(100);
    expect((await older).records).toEqual([]);
    expect(applied.get("lobby")).toEqual([9]);
    expect(feed.hasOlder("lobby")).toBe(true);
  });

  test("[HIST-2] where a page says that nothing before it can be read, nothing older is asked for again", async () => {
    const log = logOf(["кухня", "кухня", "кухня", "кухня"]);
    const { time, feed, questions } = setUp({ log, readableFrom: 3 });
    feed.receive(log.slice(3));
    for (let page = 0; page < 3; page += 1) {
      const older = feed.older("кухня", 50);
      await time.pass(5);
      await older;
    }
    expect(feed.hasOlder("кухня")).toBe(false);
    expect(questions).toEqual([4]);
    feed.trim("кухня", { first: 4, before: 3 });
    expect(feed.hasOlder("кухня")).toBe(true);
  });

  test("[HIST-2] so it is where a room is opened with its newest page, or the page is empty", async () => {
    const log = logOf(["сад", "сад", "сад"]);
    const { time, feed, applied } = setUp({ log, readableFrom: 3 });
    for (let page = 0; page < 2; page += 1) {
      const older = feed.older("сад", 1);
      await time.pass(5);
      await older;
    }
    expect(applied.get("сад")).toEqual([3]);
    expect(feed.hasOlder("сад")).toBe(false);
  });

  test("[HIST-2] what a page says of a place that was trimmed meanwhile is not taken for the new one", async () => {
    const log = logOf(["сад", "сад", "сад"]);
    const { time, feed } = setUp({ log, readableFrom: 2 });
    feed.receive(log.slice(1));
    const older = feed.older("сад", 1);
    feed.trim("сад", { first: 3, before: 2 });
    await time.pass(5);
    await older;
    expect(feed.hasOlder("сад")).toBe(true);
  });

  test("[LOG-12] a record that this version does not understand keeps its place in the chain", () => {
    const { feed, applied } = setUp();
    const unknown = { ...messageOf({ seq: 2, prev: 1 }), record: strange };
    feed.receive([messageOf({ seq: 1, prev: 0 }), unknown, messageOf({ seq: 3, prev: 2 })]);
    expect(applied.get("lobby")).toEqual([1, 2, 3]);
  });

  test("[DEL-3] a record without a room moves the cursor and nothing else", () => {
    const { feed, applied } = setUp();
    feed.receive([{ seq: 7, room: undefined, prev: undefined, record: strange }]);
    expect(feed.cursor).toEqual({ log: "log-1", seq: 7 });
    expect(applied.size).toBe(0);
  });
});
