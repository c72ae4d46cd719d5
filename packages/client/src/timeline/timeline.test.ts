import * as fc from "fast-check";
import { isOf, parseRecord } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { RoomRecord } from "../feed/chain.ts";
import { entryOf, type OutboxEntry } from "../outbox/entry.ts";
import { messageOf } from "../../testing/records.ts";
import { Timelines } from "./timelines.ts";

const anna = { client_id: "Client_1", name: "Анна" };

const typed = (id: string, delivery: OutboxEntry["delivery"] = { state: "queued" }): OutboxEntry => ({
  ...entryOf(
    { id, room: "lobby", text: `text of ${id}`, time: "2026-11-21T10:00:00.000Z" },
    { found: false },
  ),
  delivery,
});

const setUp = (viewer: { client_id: string; name: string } | undefined = anna) => {
  const entries = new Map<string, OutboxEntry>();
  const state = { viewer };
  const timelines = new Timelines({
    viewer: () => state.viewer,
    locale: () => "ru",
    entriesOf: () => [...entries.values()],
    hasOlder: () => false,
    isArriving: () => false,
  });
  const set = (entry: OutboxEntry): void => {
    entries.set(entry.message.id, entry);
    timelines.touch("lobby");
  };
  const items = () => timelines.show().get("lobby")?.items ?? [];
  return { timelines, entries, set, items, state };
};

const own = (seq: number, id: string): RoomRecord =>
  messageOf({ seq, prev: seq - 1, client_id: anna.client_id, id, text: `text of ${id}` });

/** Own messages and others' in log order, and the order in which acknowledgements and records arrive. */
const interleavings = fc
  .record({
    senders: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    choices: fc.infiniteStream(fc.nat()),
  })
  .map(({ senders, choices }) => {
    const log = senders.map((isOwn, index) =>
      isOwn ? own(index + 1, `own-${index + 1}`) : messageOf({ seq: index + 1, prev: index }),
    );
    return { log, choose: (of: number) => choices.next().value % of };
  });

type Step = { readonly kind: "record" | "typed" | "sent" | "acknowledged"; readonly record: RoomRecord };

const idOf = ({ record }: RoomRecord): string => (isOf(record, "message") ? record.id : "");
const isOwn = ({ record }: RoomRecord): boolean => record.client_id === anna.client_id;

/** A random merge of three orders that a network keeps: records, typing, and the states of each own message. */
const scheduleOf = (log: readonly RoomRecord[], choose: (of: number) => number): readonly Step[] => {
  const ownOnes = log.filter(isOwn);
  const lanes: Step[][] = [
    log.map((record) => ({ kind: "record", record })),
    ...ownOnes.map((record): Step[] => [
      { kind: "typed", record },
      { kind: "sent", record },
      { kind: "acknowledged", record },
    ]),
  ];
  const steps: Step[] = [];
  const happened = (kind: Step["kind"], record: RoomRecord): boolean =>
    steps.some((step) => step.kind === kind && step.record === record);
  const may = ({ kind, record }: Step): boolean => {
    if (kind === "record") return !isOwn(record) || happened("sent", record);
    const earlier = ownOnes[ownOnes.indexOf(record) - 1];
    if (kind === "typed") return !earlier || happened("typed", earlier);
    return kind === "acknowledged" || !earlier || happened("acknowledged", earlier);
  };
  for (;;) {
    const open = lanes.filter(([next]) => next && may(next));
    const next = open[open.length === 0 ? 0 : choose(open.length)]?.shift();
    if (!next) return steps;
    steps.push(next);
  }
};

describe("the timeline", () => {
  test("[SES-2] [DEL-4] whether the acknowledgement or the record comes first, an own message is there once, at each moment, under one key", () => {
    fc.assert(
      fc.property(interleavings, ({ log, choose }) => {
        const { timelines, entries, set, items } = setUp();
        const seen = new Set<string>();
        for (const { kind, record } of scheduleOf(log, choose)) {
          const id = idOf(record);
          if (kind === "record") {
            timelines.append("lobby", [record]);
            if (entries.delete(id)) timelines.touch("lobby");
          } else if (kind === "typed") set(typed(id));
          else if (entries.has(id)) {
            const state = kind === "sent" ? { state: kind } : { state: kind, seq: record.seq };
            set(typed(id, state));
          }
          if (isOwn(record)) seen.add(id);
          const keys = items().map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          for (const key of seen) expect(keys).toContain(key);
        }
        expect(items().map(({ seq }) => seq)).toEqual(log.map(({ seq }) => seq));
        expect(items().map(({ key }) => key)).toEqual(
          log.map((record) => (isOwn(record) ? idOf(record) : `#${record.seq}`)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("[SES-2] an acknowledged message stands behind what came before it, while that is still on its way", () => {
    const { timelines, set, items } = setUp();
    set(typed("own-3", { state: "acknowledged", seq: 3 }));
    timelines.append("lobby", [messageOf({ seq: 1, prev: 0 }), messageOf({ seq: 2, prev: 1 })]);
    expect(items().map(({ key }) => key)).toEqual(["#1", "#2", "own-3"]);
    expect(items().at(-1)).toMatchObject({ seq: 3, delivery: { state: "acknowledged", seq: 3 } });
  });

  test("[DEL-1] an acknowledged message from long ago is not shown behind newer ones", () => {
    const { timelines, set, items } = setUp();
    timelines.append("lobby", [messageOf({ seq: 90, prev: 80 })]);
    set(typed("old", { state: "acknowledged", seq: 5 }));
    expect(items().map(({ key }) => key)).toEqual(["#90"]);
  });

  test("[DEL-1] a restored message whose record is loaded already is there once", () => {
    const { timelines, set, items } = setUp();
    timelines.append("lobby", [own(1, "own-1")]);
    set(typed("own-1"));
    expect(items().map(({ key, seq }) => [key, seq])).toEqual([["own-1", 1]]);
  });

  test("[LOG-20] an imported message has the time at which it was said, and says that it was imported", () => {
    const { timelines, items } = setUp();
    const said_at = "2025-05-06T07:00:00.000Z";
    const { record, ...place } = messageOf({ seq: 1, prev: 0 });
    const imported = parseRecord({ ...record, said_at, imported: { from: "telegram", id: "1" } });
    timelines.append("lobby", [{ ...place, record: imported }, messageOf({ seq: 2, prev: 1 })]);
    expect(items()).toMatchObject([{ seq: 1, time: said_at, imported: true }, { seq: 2 }]);
    expect(items()[1]).not.toHaveProperty("imported");
  });

  test("an id that looks like a place in the log is not taken for another message", () => {
    const { timelines, items } = setUp();
    timelines.append("lobby", [messageOf({ seq: 1, prev: 0 }), own(2, "1")]);
    expect(new Set(items().map(({ key }) => key)).size).toBe(2);
  });

  test("what did not change keeps its identity", () => {
    const { timelines, set, items } = setUp();
    timelines.append("lobby", [messageOf({ seq: 1, prev: 0 })]);
    timelines.append("сад", [messageOf({ seq: 2, prev: 0, room: "сад" })]);
    set(typed("own"));
    const before = timelines.show();
    const [first, pending] = items();
    expect(timelines.show()).toBe(before);
    timelines.append("lobby", [messageOf({ seq: 3, prev: 1 })]);
    expect(timelines.show().get("сад")).toBe(before.get("сад"));
    expect(items()[0]).toBe(first);
    expect(items()[2]).toBe(pending);
  });

  test("who has become another client keeps the messages, and they are not own any more", () => {
    const { timelines, items, state } = setUp();
    timelines.append("lobby", [own(1, "own-1")]);
    state.viewer = { client_id: "Client_9", name: "Анна" };
    timelines.review();
    expect(items()).toMatchObject([{ key: "own-1", own: false, text: "text of own-1" }]);
    expect(items()[0]).not.toHaveProperty("delivery");
  });

  test("a message that was taken back is not shown any more, whether it was loaded before or after that", () => {
    const { timelines, items } = setUp();
    const said = [own(1, "own-1"), messageOf({ seq: 2, prev: 1 }), messageOf({ seq: 3, prev: 2 })];
    timelines.append("lobby", said.slice(1));
    const [kept] = items();
    const deletion = (seq: number, target: number): RoomRecord => ({
      seq,
      room: "lobby",
      prev: seq - 1,
      record: {
        type: "deleted",
        seq,
        prev: seq - 1,
        time: "2026-11-21T10:00:00.000Z",
        room: "lobby",
        client_id: "Client_1",
        name: "Анна",
        by: "Client_2",
        by_name: "Борис",
        sender: "client",
        message: "",
        target,
      },
    });
    timelines.append("lobby", [deletion(4, 3), deletion(5, 1)]);
    expect(items().map((item) => item.kind === "message" && [item.text, item.deleted])).toEqual([
      ["message 2", undefined],
      ["", true],
      false,
      false,
    ]);
    expect(items()[0]).toBe(kept);
    timelines.prepend("lobby", said.slice(0, 1));
    expect(items()[0]).toMatchObject({ key: "own-1", own: true, text: "", deleted: true });
  });

  test("[LOG-12] a record that is not understood is shown by its message, or not at all", () => {
    const { timelines, items } = setUp();
    const strange = (seq: number, message: string): RoomRecord => {
      const arrived = messageOf({ seq, prev: seq - 1 });
      return { ...arrived, record: parseRecord({ ...arrived.record, id: 5, message }) };
    };
    timelines.append("lobby", [strange(1, "Опрос: да или нет?"), strange(2, "")]);
    expect(items()).toMatchObject([{ kind: "notice", seq: 1, record: { message: "Опрос: да или нет?" } }]);
  });

  test("[DEL-3] a room that fills for weeks keeps its newest records, and says that older ones exist", () => {
    const { timelines, items } = setUp();
    let cut: { first: number; before: number } | undefined;
    for (let seq = 1; seq <= 10_001; seq += 500) {
      const batch = Array.from({ length: 500 }, (_, index) =>
        messageOf({ seq: seq + index, prev: seq + index - 1 }),
      );
      cut = timelines.append("lobby", batch) ?? cut;
    }
    const seqs = items().map(({ seq }) => seq);
    expect(seqs.length).toBeLessThanOrEqual(10_000);
    expect(cut).toEqual({ first: seqs[0], before: (seqs[0] ?? 0) - 1 });
    expect(seqs.at(-1)).toBe(10_500);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => (seqs[0] ?? 0) + index));
  });
});
