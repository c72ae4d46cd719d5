import { array, assert, boolean, constantFrom, oneof, pre, property, string } from "fast-check";
import { expect, test } from "vitest";
import { indexedText } from "./indexed.ts";
import { rangesOf } from "./matching.ts";
import { snippetOf } from "./snippet.ts";
import { wordsOf } from "./words.ts";

const text = array(
  oneof(
    string({ unit: "grapheme", maxLength: 12 }),
    constantFrom(" ", "\n", "Ёлка", "сообщения", "running", "👍🏽", "日本", "é", "\u00AD"),
  ),
  { maxLength: 80 },
).map((parts) => parts.join(""));

const termOf = (form: string, stem: string, isExact: boolean) => ({
  typed: form,
  isExact,
  isBeginning: false,
  readings: [[{ form, stem }]],
});

test("[SRCH-1] every word of a text is found where it stands", () => {
  assert(
    property(text, boolean(), (whole, isExact) => {
      const { forms, stems } = indexedText(whole);
      const words = wordsOf(whole);
      expect(forms.split(" ").filter(Boolean)).toEqual(words.map(({ form }) => form));
      const stemOfPlace = stems.split(" ");
      for (const [place, { form, start, end }] of words.entries()) {
        const ranges = rangesOf(whole, [termOf(form, stemOfPlace[place] ?? "", isExact)]);
        expect(ranges).toContainEqual([start, end]);
      }
    }),
  );
});

test("[SRCH-1] a snippet is one line that shows what was found, as it stands in the text", () => {
  assert(
    property(text, text, (before, after) => {
      const whole = `${before} искомое ${after}`;
      pre(!/\|\|/u.test(whole));
      const ranges = rangesOf(whole, [termOf("искомое", "иском", true)]) ?? [];
      const snippet = snippetOf(whole, ranges);
      expect(snippet.text.length).toBeLessThanOrEqual(162);
      expect(snippet.text).not.toMatch(/[\n\r\u2028\u2029]/u);
      expect(snippet.text.isWellFormed()).toBe(whole.isWellFormed() || snippet.text.isWellFormed());
      expect(snippet.ranges.length).toBeGreaterThan(0);
      const [start = 0, end = 0] = snippet.ranges[0] ?? [];
      expect(snippet.text.slice(start, end).toLowerCase()).toBe("искомое");
    }),
  );
});

test("[SRCH-1] a snippet of a long text begins near what was found, and says that more is left out", () => {
  const whole = `${"начало ".repeat(100)}искомое${" конец".repeat(100)}`;
  const { text: shown, ranges } = snippetOf(whole, rangesOf(whole, [termOf("искомое", "x", true)]) ?? []);
  expect(shown).toMatch(/^…начало .* искомое конец .*…$/u);
  expect(ranges.map(([start, end]) => shown.slice(start, end))).toEqual(["искомое"]);
});

test("[SRCH-7] [MD-6] a snippet shows no letter of what is behind a spoiler, found there or elsewhere", () => {
  const whole = "убийца ||садовник\nИван|| и никто другой";
  const found = rangesOf(whole, [termOf("садовник", "садовник", true)]) ?? [];
  const shown = "убийца ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ и никто другой";
  expect(snippetOf(whole, found)).toEqual({ text: shown, ranges: [[9, 17]] });
  const long = `||${"тайна ".repeat(60)}||`;
  expect(snippetOf(long, rangesOf(long, [termOf("тайна", "тайн", true)]) ?? []).text).toMatch(/^▒+…$/u);
});
