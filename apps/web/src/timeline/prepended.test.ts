import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryItems } from "../testing/arbitrary.ts";
import { placeRows, type PlacedRows } from "./prepended.ts";
import { rowsOf } from "./rows.ts";

const indexes = ({ rows, firstIndex }: PlacedRows) =>
  new Map(rows.map(({ key }, index) => [key, firstIndex + index]));

/** Messages that both have, at different places. */
const moved = (before: PlacedRows | undefined, after: PlacedRows): readonly string[] => {
  if (before === undefined) return [];
  const was = indexes(before);
  const is = indexes(after);
  return before.rows
    .filter(({ kind, key }) => kind === "message" && is.has(key) && is.get(key) !== was.get(key))
    .map(({ key }) => key);
};

describe("place of rows", () => {
  test("[web] every message keeps its index while older pages arrive above and new ones below", () => {
    const cuts = fc.array(fc.nat(60), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arbitraryItems, cuts, fc.nat(60), (items, pages, newest) => {
        const starts = [...pages].sort((one, other) => other - one);
        let placed: PlacedRows | undefined;
        for (const [step, start] of starts.entries()) {
          const end = Math.max(start + 1, newest) + step;
          const before = placed;
          const rows = rowsOf({ items: items.slice(start, end), hasOlder: start > 0 });
          placed = placeRows(rows, before);
          expect(placed.firstIndex).toBeGreaterThan(0);
          expect(moved(before, placed)).toEqual([]);
        }
      }),
    );
  });

  test("[web] rows of another room begin anew", () => {
    const message = (seq: number) => ({
      kind: "message" as const,
      key: `#${seq}`,
      seq,
      time: "2026-11-21T10:00:00.000Z",
      client_id: "Client_2",
      name: "Борис",
      text: "привет",
      own: false,
      action: false,
    });
    const one = placeRows(rowsOf({ items: [message(1)], hasOlder: false }), undefined);
    const other = placeRows(rowsOf({ items: [message(7)], hasOlder: false }), one);
    expect(other.firstIndex).toBe(one.firstIndex);
  });
});
