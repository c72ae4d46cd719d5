import type { AnyRecord } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CountableMessages } from "./countable-messages.ts";

const common = { time: "2026-11-21T10:00:00.000Z", room: "сад", prev: 0, name: "Анна", message: "вот" };

const said = (seq: number, client_id: string): AnyRecord => ({
  ...common,
  seq,
  client_id,
  sender: "client",
  type: "message",
  id: `m${seq}`,
});

/** Takes a message back: by somebody, or out of the file. */
const takenBack = (seq: number, target: number): AnyRecord => {
  const about = { ...common, seq, client_id: "Client_1", sender: "server" as const, target };
  return seq % 2 === 0
    ? { ...about, type: "redacted", digest: "01234567.89abcdef" }
    : { ...about, type: "deleted", by: "Client_1", by_name: "Анна" };
};

const joined = (seq: number): AnyRecord => ({
  ...common,
  seq,
  client_id: "Client_1",
  sender: "server",
  type: "joined",
});

/** Counts by looking at every record. */
const naive = (records: readonly AnyRecord[], me: string, after: number): number => {
  const gone = new Set(records.flatMap((record) => ("target" in record ? [record.target] : [])));
  const unread = records.filter(
    ({ seq, type, client_id }) => type === "message" && seq > after && client_id !== me && !gone.has(seq),
  );
  return Math.min(unread.length, 100);
};

const folded = (records: readonly AnyRecord[]): CountableMessages => {
  const messages = new CountableMessages();
  for (const record of records) messages.apply(record);
  return messages;
};

describe("messages that may be unread", () => {
  test("[UNR-2] are counted up to 99 as in the whole log, whoever asks from wherever, and after a checkpoint", () => {
    const step = fc.record({
      author: fc.constantFrom(1, 1, 1, 1, 2, 2, 3),
      does: fc.constantFrom("says", "says", "says", "says", "says", "joins", "takes back"),
      back: fc.nat(40),
    });
    const steps = fc.array(step, { minLength: 1, maxLength: 4000, size: "max" });
    fc.assert(
      fc.property(steps, fc.nat(4), fc.double({ min: 0, max: 1, noNaN: true }), (all, me, place) => {
        let takenBackCount = 0;
        const records = all.map(({ author, does, back }, index) => {
          const seq = index + 1;
          if (does === "joins") return joined(seq);
          // Beyond so many messages taken back the count may be too low.
          if (does === "says" || takenBackCount >= 28) return said(seq, `Client_${author}`);
          takenBackCount += 1;
          return takenBack(seq, Math.max(1, seq - back));
        });
        const messages = folded(records);
        const after = Math.floor(place * records.length);
        const without = [`Client_${me}`];
        const expected = naive(records, `Client_${me}`, after);
        expect(messages.count("сад", { after, without, most: 100 })).toBe(expected);
        const loaded = new CountableMessages();
        loaded.load(messages.save());
        expect(loaded.count("сад", { after, without, most: 100 })).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("[UNR-2] are none of those that were taken over from another program", () => {
    const messages = folded([said(1, "Imported_1"), said(2, "Client_1")]);
    expect(messages.count("сад", { after: 0, without: [], most: 100 })).toBe(1);
  });

  test("[UNR-2] are kept in a bounded number, however many are said", () => {
    const messages = new CountableMessages();
    for (let seq = 1; seq <= 20_000; seq += 1) messages.apply(said(seq, `Client_${seq}`));
    expect(messages.save().length).toBeLessThan(20_000);
    expect(messages.count("сад", { after: 0, without: [], most: 100 })).toBe(100);
  });
});
