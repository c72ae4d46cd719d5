import { anna, boris, connectedRecord, messageRecord, shownItemOf } from "@beseda/client/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { around, atTheEnd, earlier, ended, isEmpty, later, shortened, shownItems } from "./row-window.ts";

const at = (seq: number) => ({ seq, time: "2026-11-21T10:00:00.000Z", room: "lobby" });
const says = (seq: number) => shownItemOf(messageRecord(boris, `текст ${seq}`, at(seq)), anna);
const comes = (seq: number) => shownItemOf(connectedRecord(boris, at(seq)), anna);
const talk = (count: number, first = 1) => Array.from({ length: count }, (_, index) => says(first + index));
const seqs = (items: ReturnType<typeof talk>, window: ReturnType<typeof atTheEnd>) =>
  // If anything comes before, the first one only decides about the next.
  shownItems(items, window, false)
    .items.map(({ seq }) => seq)
    .slice(window.from > 1 ? 1 : 0);

describe("what of a room is in the page", () => {
  test("[VIEW-1] goes to the beginning and back page by page, every item once in reach, never too many", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (count) => {
        const items = talk(count);
        const seen = new Set(seqs(items, atTheEnd(items)));
        let window = ended(items, atTheEnd(items));
        while (shownItems(items, window, false).hasLoadedBefore) {
          window = earlier(items, window);
          const shown = seqs(items, window);
          expect(shown.length).toBeLessThanOrEqual(310);
          for (const seq of shown) seen.add(seq);
        }
        expect(seen.size).toBe(count);
        const again = new Set<number>();
        while (window.to !== undefined) {
          for (const seq of seqs(items, window)) again.add(seq);
          window = later(items, window);
        }
        for (const seq of seqs(items, window)) again.add(seq);
        expect(again.size).toBe(count);
      }),
    );
  });

  test("[VIEW-1] stays what it is while older ones arrive above and new ones below", () => {
    const items = talk(500, 1001);
    const window = ended(items, around(items, 250));
    const before = seqs(items, window);
    const grown = [...talk(400, 601), ...items, ...talk(300, 1501)];
    expect(seqs(grown, window)).toEqual(before);
  });

  test("[VIEW-1] comings and goings without a message between them are not cut", () => {
    const items = [...talk(50), ...Array.from({ length: 200 }, (_, index) => comes(51 + index)), says(251)];
    const { items: shown } = shownItems(items, atTheEnd(items), false);
    expect(shown.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq));
  });

  test("[VIEW-2] at the end whatever comes is there, and what is far above it goes", () => {
    const items = talk(100);
    const window = atTheEnd(items);
    const grown = [...items, ...talk(900, 101)];
    expect(seqs(grown, window).at(-1)).toBe(1000);
    const short = shortened(grown, window);
    expect(seqs(grown, short)).toHaveLength(120);
    expect(seqs(grown, short).at(-1)).toBe(1000);
    expect(shortened(grown, short)).toBe(short);
  });

  test("[VIEW-2] what is not in the log yet is at the end", () => {
    const typed = { ...says(1), key: "own", seq: 0 };
    const items = [...talk(10), typed];
    expect(shownItems(items, atTheEnd(items), false).items.at(-1)).toBe(typed);
    expect(ended(items, atTheEnd(items)).to).toBe(10);
    expect(shownItems(items, ended(items, atTheEnd(items)), false).next).toBe(typed);
  });

  test("[VIEW-3] of another log nothing is left", () => {
    expect(isEmpty(talk(10), { from: 500, to: 600 })).toBe(true);
    expect(isEmpty(talk(10), { from: 5, to: undefined })).toBe(false);
  });
});
