import { describeProjection, sampled } from "@beseda/log/testing";
import type { AnyRecord } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CountableMessages } from "./countable-messages.ts";

const common = { time: "2026-11-21T10:00:00.000Z", room: "сад", prev: 0, name: "Анна", message: "вот" };

const said = (seq: number, client_id: string, mentions?: string[]): AnyRecord => ({
  ...common,
  seq,
  client_id,
  sender: "client",
  type: "message",
  id: `m${seq}`,
  ...(mentions && { mentions }),
});

/** Takes a message back: by somebody, or out of the file. */
const takenBack = (seq: number, target: number): AnyRecord => {
  const about = { ...common, seq, client_id: "Client_1", sender: "server" as const, target };
  return seq % 2 === 0
    ? { ...about, type: "redacted", digest: "01234567.89abcdef" }
    : { ...about, type: "deleted", by: "Client_1", by_name: "Анна" };
};

const edited = (seq: number, target: number, mentions?: string[]): AnyRecord => ({
  ...common,
  seq,
  client_id: "Client_1",
  sender: "client",
  type: "edited",
  id: `e${seq}`,
  target,
  ...(mentions && { mentions }),
});

const joined = (seq: number): AnyRecord => ({
  ...common,
  seq,
  client_id: "Client_1",
  sender: "server",
  type: "joined",
});

interface Sight {
  readonly me: string;
  readonly after: number;
}

type Message = AnyRecord & { readonly mentions?: readonly string[] };

/** Counts by looking at every record: all, and those that mention me now. */
const naive = (records: readonly AnyRecord[], { me, after }: Sight): readonly number[] => {
  const unread = new Map<number, readonly string[]>();
  for (const record of records as readonly Message[]) {
    const { seq, type, client_id, mentions = [] } = record;
    const target = "target" in record ? Number(record.target) : 0;
    if (type === "message" && seq > after && client_id !== me) unread.set(seq, mentions);
    if (type === "edited" && unread.has(target)) unread.set(target, mentions);
    if (type === "deleted" || type === "redacted") unread.delete(target);
  }
  const mentions = [...unread.values()].filter((mentioned) => mentioned.includes(me));
  return [unread.size, mentions.length].map((count) => Math.min(count, 100));
};

const imported = (record: AnyRecord): AnyRecord => ({
  ...record,
  said_at: "2025-05-06T07:00:00.000Z",
  imported: { from: "telegram", id: String(record.seq) },
});

const folded = (records: readonly AnyRecord[]): CountableMessages => {
  const messages = new CountableMessages();
  for (const record of records) messages.apply(record);
  return messages;
};

const counted = (messages: CountableMessages, { me, after }: Sight, room = "сад"): readonly number[] => {
  const part = { after, without: [me], most: 100 };
  return [messages.count(room, part), messages.countMentions(room, me, part)];
};

describe("messages that may be unread", () => {
  test("[UNR-2] [LOG-20] do not include imported ones, whoever they are of", () => {
    const messages = folded([
      said(1, "Client_2"),
      imported(said(2, "Client_2", ["Client_1"])),
      edited(3, 2, ["Client_1"]),
    ]);
    expect(counted(messages, { me: "Client_1", after: 0 })).toEqual([1, 0]);
  });

  test("[UNR-2] are counted up to 99 as in the whole log, whoever asks from wherever, and after a checkpoint", () => {
    const mentions = fc.option(fc.uniqueArray(fc.constantFrom("Client_1", "Client_2", "Client_4")), {
      nil: undefined,
    });
    const step = fc.record({
      author: fc.constantFrom(1, 1, 1, 1, 2, 2, 3),
      does: fc.constantFrom("says", "says", "says", "says", "joins", "takes back", "edits"),
      back: fc.nat(40),
      mentions,
    });
    const steps = fc.array(step, { minLength: 1, maxLength: 4000, size: "max" });
    fc.assert(
      fc.property(steps, fc.nat(4), fc.double({ min: 0, max: 1, noNaN: true }), (all, me, place) => {
        const records = all.map(({ author, does, back, mentions }, index) => {
          const seq = index + 1;
          const target = Math.max(1, seq - back);
          if (does === "joins") return joined(seq);
          if (does === "edits") return edited(seq, target, mentions);
          return does === "says" ? said(seq, `Client_${author}`, mentions) : takenBack(seq, target);
        });
        const messages = folded(records);
        const sight = { me: `Client_${me}`, after: Math.floor(place * records.length) };
        const expected = naive(records, sight);
        expect(counted(messages, sight)).toEqual(expected);
        const loaded = new CountableMessages();
        loaded.load(messages.save());
        expect(counted(loaded, sight)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("[UNR-2] are more than 99 also where thousands of the newest were taken back", () => {
    const messages = new CountableMessages();
    for (let seq = 1; seq <= 5000; seq += 1) messages.apply(said(seq, "Client_1", ["Client_9"]));
    for (let target = 5000; target > 150; target -= 1) messages.apply(takenBack(10_000 - target, target));
    expect(counted(messages, { me: "Client_9", after: 0 })).toEqual([100, 100]);
    expect(counted(messages, { me: "Client_9", after: 60 })).toEqual([90, 90]);
    for (let target = 150; target > 0; target -= 1) messages.apply(takenBack(10_000 - target, target));
    expect(counted(messages, { me: "Client_9", after: 0 })).toEqual([0, 0]);
  });

  test("[UNR-2] are none of those that were taken over from another program", () => {
    const messages = folded([said(1, "Imported_1"), said(2, "Client_1")]);
    expect(messages.count("сад", { after: 0, without: [], most: 100 })).toBe(1);
  });

  test("[UNR-2] mention nobody by their own words", () => {
    const messages = folded([said(1, "Client_1", ["Client_1", "Client_2"])]);
    const part = { after: 0, without: [], most: 100 };
    expect(messages.countMentions("сад", "Client_1", part)).toBe(0);
    expect(messages.countMentions("сад", "Client_2", part)).toBe(1);
  });

  test("[UNR-2] take eight bytes each in a checkpoint", () => {
    const messages = new CountableMessages();
    for (let seq = 1; seq <= 20_000; seq += 1) messages.apply(said(seq, `Client_${seq}`));
    expect(messages.save().length).toBeLessThan(20_000 * 8 + 100);
  });
});

describe("as a projection", () => {
  describeProjection({
    make: () => new CountableMessages(),
    look: (messages) =>
      sampled.rooms.map((room) =>
        [...sampled.clients, "Client_901"].map((me) => counted(messages, { me, after: 0 }, room)),
      ),
  });
});
