import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChunkedNumbers } from "./chunked-numbers.ts";
import { keyedHash } from "./keyed-hash.ts";
import { RoomIndex } from "./room-index.ts";
import { TagTable } from "./tag-table.ts";

const ascending = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3000 }).map((steps) =>
  steps.map(
    (
      (sum) => (step: number) =>
        (sum += step)
    )(0),
  ),
);

describe("a list of numbers in chunks", () => {
  test("is the list that was pushed, saved and loaded too, and goes on", () => {
    fc.assert(
      fc.property(ascending, fc.nat(3000), (numbers, at) => {
        const list = new ChunkedNumbers();
        for (const value of numbers.slice(0, at)) list.push(value);
        const copy = new ChunkedNumbers();
        const saved = new Uint32Array(list.length);
        list.save(saved);
        copy.load(saved);
        for (const value of numbers.slice(at)) copy.push(value);
        expect(Array.from({ length: copy.length }, (_, index) => copy.at(index))).toEqual(numbers);
        expect([copy.at(-1), copy.at(numbers.length)]).toEqual([0, 0]);
      }),
      { numRuns: 30 },
    );
  });

  test("finds the first number above another as a search from the front does", () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: -1, max: 9000 }), (numbers, value) => {
        const list = new ChunkedNumbers();
        for (const number of numbers) list.push(number);
        const first = numbers.findIndex((number) => number > value);
        expect(list.firstAbove(value)).toBe(first < 0 ? numbers.length : first);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the index of rooms", () => {
  const records = fc.array(fc.constantFrom("lobby", "сад", "чай", "-"), { maxLength: 300 });

  test("finds what a search through all records does, saved and loaded too", () => {
    fc.assert(
      fc.property(
        records,
        fc.record({ a: fc.nat(310), b: fc.nat(310), limit: fc.integer({ min: 1, max: 50 }) }),
        (rooms, { a, b, limit }) => {
          const index = new RoomIndex();
          for (const [at, room] of rooms.entries())
            if (room !== "-") index.applyMessage({ room, seq: at + 1 });
          const copy = new RoomIndex();
          copy.load(index.save());
          const seqs = rooms.map((room, at) => ({ room, seq: at + 1 }));
          const of = (names: readonly string[]) =>
            seqs.filter(({ room }) => names.includes(room)).map(({ seq }) => seq);
          for (const each of [index, copy]) {
            expect(each.lastOf("сад")).toBe(of(["сад"]).at(-1) ?? 0);
            expect(each.before("сад", a, limit)).toEqual(
              of(["сад"])
                .filter((seq) => seq < a)
                .slice(-limit),
            );
            expect(each.within(new Set(["сад", "чай"]), { after: a, upto: b, limit })).toEqual(
              of(["сад", "чай"])
                .filter((seq) => seq > a && seq <= b)
                .slice(0, limit),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("the table of tags", () => {
  test("has every value under its tag, however the tags fall", () => {
    const tag = fc.oneof(
      fc.constantFrom(0, 1, 2 ** 32 - 1, 2 ** 32 - 2),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 500 }), (tags) => {
        const table = new TagTable();
        for (const [at, each] of tags.entries()) table.add(each, at + 1);
        const copy = new TagTable();
        const saved = new Uint32Array(table.savedLength / 4);
        table.save(saved);
        copy.load(saved);
        for (const each of tags) {
          const values = tags.flatMap((other, at) => (other === each ? at + 1 : []));
          expect(table.find(each)).toEqual(values);
          expect(copy.find(each)).toEqual(values);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the keyed hash", () => {
  test("differs by text and by key, and spreads evenly", () => {
    const seen = new Set<string>();
    const places = Array.from({ length: 64 }, () => 0);
    for (let count = 0; count < 64_000; count += 1) {
      const [tag, rest] = keyedHash("Client_1", `${count}`, [1, 2]);
      seen.add(`${tag} ${rest}`);
      places[rest % 64] = (places[rest % 64] ?? 0) + 1;
    }
    expect(seen.size).toBe(64_000);
    expect(Math.min(...places)).toBeGreaterThan(800);
    expect(Math.max(...places)).toBeLessThan(1200);
    const hash = keyedHash("a", "b", [1, 2]);
    for (const other of [
      keyedHash("a", "b", [1, 3]),
      keyedHash("ab", "", [1, 2]),
      keyedHash("", "ab", [1, 2]),
      keyedHash("a\0", "b", [1, 2]),
      keyedHash("a", "b\0", [1, 2]),
      keyedHash("b", "a", [1, 2]),
    ]) {
      expect(other).not.toEqual(hash);
    }
  });
});
