import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventLog, LogEntry } from "./event-log.ts";
import type { Projection } from "./state/projection.ts";
import { historyContract } from "./history.contract.ts";
import { said, topicSet } from "../testing/drafts.ts";

/** An implementation under test: each call opens the same log again. */
export interface LogUnderTest {
  open(projections?: readonly Projection[]): Promise<EventLog>;
}

const messages = (entries: readonly LogEntry[]): string[] => entries.map(({ record }) => record.message);
const seqs = (entries: readonly LogEntry[]): number[] => entries.map(({ record }) => record.seq);

/** The tests that every `EventLog` must pass. */
export const eventLogContract = (name: string, create: () => Promise<LogUnderTest>): void => {
  describe(`an event log: ${name}`, () => {
    const opened = async (): Promise<EventLog> => (await create()).open();
    historyContract(opened);

    test("[LOG-8] the first record names the log, and the name stays", async () => {
      const place = await create();
      const first = await place.open();
      const [entry] = await first.read({ after: 0 });
      expect(entry?.record).toMatchObject({ seq: 1, type: "server-started", log: first.id });
      await first.close();
      const second = await place.open();
      expect(second.id).toBe(first.id);
      expect(second.last.seq).toBe(2);
      await second.close();
    });

    test("[LOG-1] an append is answered with its records, and they are there", async () => {
      const log = await opened();
      const [entry] = await log.append([said("Привет")]);
      expect(entry?.record).toMatchObject({ seq: 2, prev: 0, room: "lobby", message: "Привет" });
      expect(log.last).toEqual({ seq: 2, time: entry?.record.time });
      expect(await log.read({ after: 1 })).toEqual([entry]);
      await log.close();
    });

    test("the bytes of an entry are its record as JSON, without `check`", async () => {
      const log = await opened();
      await log.append([said("Привет, «мир» 👋"), said('кавычки " и \\ и\nстрока')]);
      for (const { record, bytes } of await log.read({ after: 0 })) {
        expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(record);
        expect(record).not.toHaveProperty("check");
      }
      await log.close();
    });

    test("`seq` is dense in the order of the calls, whoever appends", async () => {
      const log = await opened();
      const appends = Array.from({ length: 300 }, (_, index) => log.append([said(`${index}`)]));
      const answered = (await Promise.all(appends)).flat();
      expect(seqs(answered)).toEqual(Array.from({ length: 300 }, (_, index) => index + 2));
      expect(messages(await log.read({ after: 1 }))).toEqual(messages(answered));
      await log.close();
    });

    test("drafts of one append are neighbours", async () => {
      const log = await opened();
      const [first, second] = await Promise.all([
        log.append([said("1"), said("2"), said("3")]),
        log.append([said("4"), said("5")]),
      ]);
      expect(seqs([...first, ...second])).toEqual([2, 3, 4, 5, 6]);
      expect(await log.append([])).toEqual([]);
      await log.close();
    });

    test("[DEL-3] `prev` chains the records of a room", async () => {
      const place = await create();
      let log = await place.open();
      await log.append([said("1"), said("2", { room: "сад" }), said("3"), said("4", { room: "сад" })]);
      await log.close();
      log = await place.open();
      await log.append([said("5"), said("6", { room: "сад" })]);
      const prevs = (await log.read({ after: 1 })).map(({ record }) =>
        "prev" in record ? record.prev : "-",
      );
      expect(prevs).toEqual([0, 0, 2, 3, "-", 4, 5]);
      expect([log.lastOf("lobby"), log.lastOf("сад"), log.lastOf("пусто")]).toEqual([7, 8, 0]);
      await log.close();
    });

    test("read gives a range, no more than the limit, and nothing at the end", async () => {
      const log = await opened();
      await log.append(Array.from({ length: 200 }, (_, index) => said(`${index + 2}`)));
      expect(seqs(await log.read({ after: 10, limit: 3 }))).toEqual([11, 12, 13]);
      expect(seqs(await log.read({ after: 10, upto: 12 }))).toEqual([11, 12]);
      expect(seqs(await log.read({ after: 200, limit: 7 }))).toEqual([201]);
      expect(await log.read({ after: 201 })).toEqual([]);
      expect(await log.read({ after: 900 })).toEqual([]);
      expect(await log.read({ after: 5, upto: 3 })).toEqual([]);
      await log.close();
    });

    test("read of some rooms skips the others, and what is in no room", async () => {
      const log = await opened();
      await log.append(
        Array.from({ length: 30 }, (_, index) =>
          said(`${index}`, { room: ["а", "б", "в"][index % 3] ?? "" }),
        ),
      );
      const rooms = new Set(["а", "в", "пусто"]);
      expect(seqs(await log.read({ after: 0, rooms, limit: 5 }))).toEqual([2, 4, 5, 7, 8]);
      expect(seqs(await log.read({ after: 8, upto: 11, rooms }))).toEqual([10, 11]);
      expect(await log.read({ after: 0, rooms: new Set() })).toEqual([]);
      await log.close();
    });

    test("history is the newest records of a room, oldest first", async () => {
      const log = await opened();
      await log.append(
        Array.from({ length: 300 }, (_, index) => said(`${index}`, { room: index % 10 ? "шум" : "тихо" })),
      );
      expect(messages(await log.history({ room: "тихо", messages: 3 }))).toEqual(["270", "280", "290"]);
      expect(messages(await log.history({ room: "тихо", before: 22, messages: 50 }))).toEqual(["0", "10"]);
      expect(await log.history({ room: "пусто", messages: 3 })).toEqual([]);
      await log.close();
    });

    test("[SES-3] a page of history holds as many messages as were asked for, whatever happens between them", async () => {
      const log = await opened();
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant("said") }, fc.constant("topic")), {
            maxLength: 200,
          }),
          fc.integer({ min: 1, max: 60 }),
          fc.nat(250),
          async (kinds, wanted, back) => {
            await log.append(
              kinds.map((kind, index) => (kind === "said" ? said(`${index}`) : topicSet(`${index}`))),
            );
            const before = Math.max(2, log.last.seq + 1 - back);
            const page = await log.history({ room: "lobby", before, messages: wanted });
            const all = (await log.read({ after: 0, upto: before - 1, limit: 1e6 })).slice(1);
            const places = all.flatMap(({ record }, place) => (record.type === "message" ? [place] : []));
            const from = Math.max(0, places.at(-wanted) ?? 0, all.length - 1000);
            expect(seqs(page)).toEqual(seqs(all.slice(from)));
          },
        ),
        { numRuns: 20 },
      );
      await log.close();
    });

    test("[DEL-11] a page of history has at most 1,000 records and 256 KiB, and at least one record", async () => {
      const log = await opened();
      await log.append([said("раз"), ...Array.from({ length: 1200 }, (_, index) => topicSet(`${index}`))]);
      expect(await log.history({ room: "lobby", messages: 50 })).toHaveLength(1000);
      await log.append(Array.from({ length: 60 }, (_, index) => said("ё".repeat(4000), { id: `${index}` })));
      const bytesOf = (entries: readonly LogEntry[]): number =>
        entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const page = await log.history({ room: "lobby", messages: 50 });
      expect(bytesOf(page)).toBeLessThanOrEqual(256 * 1024);
      expect(bytesOf(page)).toBeGreaterThan(240 * 1024);
      expect(seqs(page).at(-1)).toBe(log.last.seq);
      expect(await log.history({ room: "lobby", messages: 50, bytes: 1 })).toHaveLength(1);
      await log.close();
    });

    test("[DEL-11] a range ends with the record that reaches its bytes; of a room it may begin where it is told", async () => {
      const log = await opened();
      await log.append(
        Array.from({ length: 100 }, (_, index) => said(`${index}`, { room: index % 2 ? "а" : "б" })),
      );
      const whole = await log.read({ after: 0 });
      const size = (whole[1]?.bytes.length ?? 0) + (whole[2]?.bytes.length ?? 0);
      expect(seqs(await log.read({ after: 1, bytes: size }))).toEqual([2, 3]);
      expect(seqs(await log.read({ after: 1, bytes: size + 1 }))).toEqual([2, 3, 4]);
      const rooms = new Map([
        ["а", 95],
        ["б", 98],
      ]);
      expect(seqs(await log.read({ after: 0, rooms }))).toEqual([97, 99, 100, 101]);
      expect(seqs(await log.read({ after: 98, rooms, limit: 2 }))).toEqual([99, 100]);
      await log.close();
    });

    test("follow gives every record once, in order, then waits for new ones until it is told to stop", async () => {
      const log = await opened();
      await log.append([said("1"), said("2")]);
      const stop = new AbortController();
      const got: string[] = [];
      const following = (async () => {
        for await (const run of log.follow(1, stop.signal)) {
          got.push(...messages(run));
          if (got.length === 50) stop.abort();
        }
      })();
      for (let next = 3; next <= 50; next += 1) await log.append([said(`${next}`)]);
      await following;
      expect(got).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 1}`));
      await log.close();
    });

    test("[LOG-1] commit listeners see each record once, in order, before its appender is answered", async () => {
      const log = await opened();
      const seen: number[] = [];
      const stop = log.onCommit((entries) => seen.push(...seqs(entries)));
      const seenWhenAnswered = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const [entry] = await log.append([said("да")]);
          return seen.includes(entry?.record.seq ?? 0);
        }),
      );
      expect(seenWhenAnswered).not.toContain(false);
      stop();
      await log.append([said("нет")]);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
      await log.close();
    });

    test("projections get every record, once, in order, again at the next open", async () => {
      const place = await create();
      const counter = (): Projection & { seen: number[] } => {
        const seen: number[] = [];
        return {
          seen,
          name: "seen",
          version: 1,
          apply: (record) => seen.push(record.seq),
          save: () => Buffer.from(JSON.stringify(seen)),
          load: (bytes) => {
            const saved: unknown = JSON.parse(Buffer.from(bytes).toString());
            seen.splice(0, seen.length, ...(Array.isArray(saved) ? saved.map(Number) : []));
          },
        };
      };
      const first = counter();
      let log = await place.open([first]);
      await log.append([said("1"), said("2")]);
      await log.append([said("3")]);
      expect(first.seen).toEqual([1, 2, 3, 4]);
      await log.close();
      const second = counter();
      log = await place.open([second]);
      expect(second.seen).toEqual([1, 2, 3, 4, 5]);
      await log.close();
    });

    test("close commits what is queued; then append is refused", async () => {
      const place = await create();
      let log = await place.open();
      const queued = log.append([said("успело")]);
      await log.close();
      expect(seqs(await queued)).toEqual([2]);
      await expect(log.append([said("поздно")])).rejects.toMatchObject({ code: "log-closed" });
      await log.close();
      log = await place.open();
      expect(messages(await log.read({ after: 1, limit: 1 }))).toEqual(["успело"]);
      await log.close();
    });
  });
};
