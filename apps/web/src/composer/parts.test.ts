import { characters, cleanText } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf } from "./parts.ts";

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `строка ${index}`);

describe("a text that is too long for one message", () => {
  test("[VIEW-8] is cut between lines, and is one message where it is not too long", () => {
    const lines = numbered(300);
    const parts = partsOf(lines.join("\n"), 1000);
    expect(parts?.join("\n").split("\n")).toEqual(lines);
    expect(parts?.length).toBe(4);
    expect(partsOf("привет\nвсем", 1000)).toEqual(["привет\nвсем"]);
  });

  test("[VIEW-8] a line that is too long is cut between words, a word between letters; what belongs together stays", () => {
    expect(partsOf("раз два три", 8)).toEqual(["раз два", "три"]);
    expect(partsOf("абвгдежз", 3)).toEqual(["абв", "где", "жз"]);
    expect(partsOf("аб👩‍👩‍👧вг", 5)).toEqual(["аб", "👩‍👩‍👧", "вг"]);
    expect(partsOf("  if (x)\n    return", 9)).toEqual(["if (x)", "    retur", "n"]);
  });

  test("[VIEW-8] is not cut where that would be a flood", () => {
    expect(partsOf(numbered(300).join("\n"), 100)).toBeUndefined();
  });

  test("[VIEW-8] no part is too long or empty, and nothing but blanks is lost, whatever the text", () => {
    const text = fc.string({
      unit: fc.constantFrom("а", " ", "\n", "😀", "e\u0301", "👩‍👩‍👧", "\t", "слово"),
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 9, max: 40 }), (typed, limit) => {
        const parts = partsOf(typed, limit);
        if (parts === undefined) return;
        expect(parts.every((part) => part.trim() !== "" && characters(part) <= limit)).toBe(true);
        const bare = (words: string) => words.replaceAll(/\s/gu, "");
        expect(bare(parts.join(""))).toBe(bare(cleanText(typed)));
      }),
    );
  });
});
