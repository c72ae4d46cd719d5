import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acts, annotatedLogOf, naive, notesOf, served, shown } from "../../testing/annotated-log.ts";
import type { TimelineItem } from "../chat-client.ts";
import type { HistoryPage, HistoryQuery } from "../connection/connection.ts";
import type { RoomRecord } from "../feed/chain.ts";
import { Feed } from "../feed/feed.ts";
import { nothingYet, SnapshotStore } from "../snapshot-store.ts";
import { messageOf } from "../../testing/records.ts";
import { VirtualTime } from "../../testing/virtual-time.ts";
import { Timelines } from "./timelines.ts";
import { Windows } from "./windows.ts";

const me = { client_id: "Client_1", name: "Анна" };

/** A page of a server that has written so much of a log (HIST-1). */
const pageOf = (
  log: readonly RoomRecord[],
  { before, after, around, at, limit }: HistoryQuery,
): HistoryPage => {
  const found = log.findIndex(({ seq, record }) =>
    at === undefined ? seq === around : Date.parse(record.time) >= Date.parse(at),
  );
  const hit = log[found]?.seq;
  const end = before === undefined ? log.length : before - 1;
  const [from, to] =
    hit !== undefined
      ? [found - Math.floor(limit / 2), found + Math.ceil(limit / 2)]
      : after === undefined
        ? [end - limit, end]
        : [after, after + limit];
  const records = log.slice(Math.max(0, from), to).map((entry) => served(log, entry));
  return { records, older: from > 0, newer: to < log.length, hit, ...notesOf(log, records) };
};

/** The windows of a client that has the newest records of a log that grows. */
const setUp = (
  log: readonly RoomRecord[],
  { written, loaded, limit }: Record<"written" | "loaded" | "limit", number>,
) => {
  let end = written;
  const asked: HistoryQuery[] = [];
  const store: SnapshotStore = new SnapshotStore({ ...nothingYet, me }, (parts) => ({
    ...parts,
    timelines: timelines.show(),
    unsent: 0,
    unseenMentions: [],
  }));
  const timelines: Timelines = new Timelines({
    viewer: () => me,
    locale: () => "ru",
    entriesOf: () => [],
    hasOlder: (room) => feed.hasOlder(room),
    isArriving: () => false,
  });
  const history = async (query: HistoryQuery): Promise<HistoryPage> => {
    asked.push(query);
    return pageOf(log.slice(0, end), { ...query, limit });
  };
  const feed = new Feed({
    history,
    environment: new VirtualTime(),
    backOff: () => 0,
    onApplied: (room, records) => {
      windows.follow(room, records);
      timelines.append(room, records);
      store.touch();
    },
    onDropped: () => undefined,
  });
  const loadNewest = async (): Promise<void> => undefined;
  const windows: Windows = new Windows({ history, feed, timelines, store, loadNewest });
  const newest = pageOf(log.slice(0, end), { room: "lobby", limit: loaded });
  feed.receive(newest.records);
  const grow = (by: number): void => {
    const came = log.slice(end, end + by);
    end += came.length;
    feed.receive(came);
  };
  const items = (): readonly TimelineItem[] => {
    const { windows: apart, timelines: live } = store.snapshot();
    return (apart.get("lobby") ?? live.get("lobby"))?.items ?? [];
  };
  return { windows, store, asked, grow, items, written: () => log.slice(0, end) };
};

const plain = (count: number): readonly RoomRecord[] =>
  Array.from({ length: count }, (_, index) => messageOf({ seq: index + 1, prev: index }));

const seqs = (items: readonly TimelineItem[]): readonly number[] => items.map(({ seq }) => seq);

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("a window of a room", () => {
  test("[HIST-5] shows a place apart from the live end, grows on both sides, and joins it where it reaches it", async () => {
    const { windows, store, items } = setUp(plain(100), { written: 100, loaded: 10, limit: 20 });
    expect(await windows.goTo("lobby", { seq: 40 })).toBe(40);
    expect(seqs(items())).toEqual(range(30, 49));
    expect(store.snapshot().windows.get("lobby")).toMatchObject({ hit: 40, hasOlder: true });
    await windows.loadOlder("lobby");
    await windows.loadNewer("lobby");
    expect(seqs(items())).toEqual(range(10, 69));
    await windows.loadOlder("lobby");
    expect(store.snapshot().windows.get("lobby")?.hasOlder).toBe(false);
    await windows.loadNewer("lobby");
    expect(windows.has("lobby")).toBe(true);
    await windows.loadNewer("lobby");
    expect(windows.has("lobby")).toBe(false);
    expect(seqs(items())).toEqual(range(1, 100));
    expect(store.snapshot().timelines.get("lobby")?.hasOlder).toBe(false);
  });

  test("[HIST-5] is none where the place is loaded, or nothing is at or after a time", async () => {
    const { windows, items, asked } = setUp(plain(100), { written: 100, loaded: 10, limit: 20 });
    expect(await windows.goTo("lobby", { seq: 95 })).toBe(95);
    expect(asked).toEqual([]);
    expect(await windows.goTo("lobby", { seq: 91 })).toBe(91);
    expect(seqs(items())).toEqual(range(81, 100));
    expect(await windows.goTo("lobby", { time: "2026-11-21T10:00:00.050Z" })).toBe(50);
    expect(seqs(items())).toContain(50);
    expect(await windows.goTo("lobby", { time: "2030-01-01T00:00:00Z" })).toBeUndefined();
    expect(seqs(items())).toEqual(range(81, 100));
    await windows.goTo("lobby", { seq: 5 });
    windows.toNewest("lobby");
    expect(seqs(items())).toEqual(range(81, 100));
  });

  test("[HIST-5] leads where one went last, whatever is answered later", async () => {
    const { windows, items } = setUp(plain(100), { written: 100, loaded: 10, limit: 4 });
    const first = windows.goTo("lobby", { seq: 20 });
    await Promise.all([windows.goTo("lobby", { seq: 60 }), first]);
    expect(seqs(items())).toEqual(range(58, 61));
    const left = windows.goTo("lobby", { seq: 20 });
    windows.toNewest("lobby");
    await left;
    expect(seqs(items())).toEqual(range(91, 100));
  });

  test("[HIST-5] wherever one goes, messages say what all records did to them, those on their way too", async () => {
    const ways = fc.oneof(
      fc.record({ kind: fc.constant("go" as const), to: fc.nat(80) }),
      fc.record({ kind: fc.constantFrom("older" as const, "newer" as const), grows: fc.nat(4) }),
      fc.record({ kind: fc.constant("grow" as const), grows: fc.nat(6) }),
    );
    await fc.assert(
      fc.asyncProperty(
        acts,
        fc.array(ways, { maxLength: 25 }),
        fc.integer({ min: 2, max: 9 }),
        async (script, steps, limit) => {
          const log = annotatedLogOf(script);
          fc.pre(log.length > 3);
          const written = Math.ceil(log.length / 2);
          const { windows, grow, items, written: known } = setUp(log, { written, loaded: 2, limit });
          const missed: boolean[] = [];
          for (const step of steps) {
            if (step.kind === "grow") grow(step.grows);
            else if (step.kind === "go") {
              const going = windows.goTo("lobby", { seq: (step.to % written) + 1 });
              grow(1);
              await going;
              missed.push(!seqs(items()).includes((step.to % written) + 1));
            } else {
              const loading = step.kind === "older" ? windows.loadOlder("lobby") : windows.loadNewer("lobby");
              grow(step.grows);
              await loading;
            }
            const [first] = items();
            const last = items().at(-1);
            expect(seqs(items())).toEqual(range(first?.seq ?? 0, last?.seq ?? 0));
            const messages = items().filter(({ kind }) => kind === "message");
            expect(messages.flatMap(shown)).toEqual(messages.map(({ seq }) => naive(known(), seq)));
          }
          expect(missed).not.toContain(true);
        },
      ),
    );
  });
});
