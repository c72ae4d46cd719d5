import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphemesOf, widthOf } from "../format/width.ts";
import { layOut, viewportOf } from "./layout.ts";

describe("the line at the bottom", () => {
  test.each([
    ["", 0, 10, { rows: [""], row: 0, column: 0 }],
    ["привет", 3, 10, { rows: ["привет"], row: 0, column: 3 }],
    ["привет", 6, 6, { rows: ["привет"], row: 0, column: 6 }],
    ["приветы", 6, 6, { rows: ["привет", "ы"], row: 1, column: 0 }],
    ["你好吗", 2, 5, { rows: ["你好", "吗"], row: 1, column: 0 }],
    ["a\nb", 1, 10, { rows: ["a", "b"], row: 0, column: 1 }],
    ["a\n", 2, 10, { rows: ["a", ""], row: 1, column: 0 }],
    ["a\tb", 2, 10, { rows: ["a    b"], row: 0, column: 5 }],
    ["👨‍👩‍👧!", 8, 10, { rows: ["👨‍👩‍👧!"], row: 0, column: 2 }],
  ] as const)("%j with the cursor at %i in %i columns", (...[text, cursor, columns, expected]) => {
    expect(layOut(text, cursor, columns)).toEqual(expected);
  });

  const texts = fc
    .array(fc.constantFrom("a", "й", "你", "👋🏽", "\n", " ", "e\u0301", "\t"), { maxLength: 60 })
    .map((parts) => parts.join(""));

  test("never has a row that is wider than the terminal, and loses nothing", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 20 }), (text, columns) => {
        const { rows } = layOut(text, 0, columns);
        for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(columns);
        const all = rows.join("").replaceAll("    ", "\t").replaceAll(" ", "");
        expect(all.replaceAll("\t", "")).toBe(text.replaceAll(/[\n\t ]/gu, ""));
      }),
    );
  });

  test("shows every place of the cursor within the terminal, in reading order", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 20 }), (text, columns) => {
        let index = 0;
        let last = -1;
        for (const grapheme of [...graphemesOf(text), ""]) {
          const { row, column, rows } = layOut(text, index, columns);
          expect(column).toBeLessThanOrEqual(columns);
          expect(row).toBeLessThan(rows.length);
          const place = row * 1000 + column;
          expect(place).toBeGreaterThan(last);
          last = place;
          index += grapheme.length;
        }
      }),
    );
  });

  test("a view of some rows always has the cursor in it", () => {
    fc.assert(
      fc.property(texts, fc.nat(60), fc.integer({ min: 1, max: 5 }), (text, cursor, height) => {
        const layout = layOut(text, Math.min(cursor, text.length), 6);
        const view = viewportOf(layout, height);
        expect(view.rows.length).toBeLessThanOrEqual(height);
        expect(view.above + view.rows.length + view.below).toBe(layout.rows.length);
        expect(view.row).toBeGreaterThanOrEqual(0);
        expect(view.row).toBeLessThan(view.rows.length);
      }),
    );
  });
});
