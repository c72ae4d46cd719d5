import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, cleanLines, nameOnLine } from "../index.ts";
import { forbiddenIn, freeFieldsOf, hostileRecords, hostileTexts } from "../../testing/hostile-records.ts";

describe("a text on a line", () => {
  test("[TXT-7] neither ends it, nor controls or turns what shows it, nor hides anything", () => {
    for (const text of hostileTexts) {
      expect(forbiddenIn(cleanLine(text))).toBeUndefined();
      for (const line of cleanLines(text)) expect(forbiddenIn(line)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const line = cleanLine(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Surrogate}\u2028-\u202E\u2066-\u2069]/u);
        expect(cleanLine(line)).toBe(line);
        for (const part of cleanLines(text)) expect(cleanLine(part)).toBe(part);
      }),
    );
  });

  test.each(["\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"])(
    "[TXT-7] %j ends a line of a text, and is a space where there is one line only",
    (end) => {
      expect(cleanLines(`раз${end}два`)).toEqual(["раз", "два"]);
      expect(cleanLine(`раз${end}два`)).toBe("раз два");
    },
  );

  test.each([
    "Анна ❤\uFE0F",
    "👨\u200D👩\u200D👧 и 👍🏽\u200D♂\uFE0F",
    "1\uFE0F\u20E3",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "می\u200Cخواهم",
    "क्\u200Dष",
    "葛\u{E0100}",
    "שָׁלוֹם",
    "Nguyễn",
    "⣿\u2800⣿",
  ])("[TXT-7] %j keeps what an emoji and a language need", (text) => {
    expect(cleanLine(text)).toBe(text);
  });

  test("[TXT-7] marks do not reach into the lines around", () => {
    expect(cleanLine(`Б${"\u0335".repeat(50)}`)).toBe(`Б${"\u0335".repeat(6)}`);
  });
});

test.each([
  ["Анна", "Анна"],
  ["Борис: да", "«Борис: да»"],
  ["*** Борис", "«*** Борис»"],
  ["Ошибка", "«Ошибка»"],
  ["✓ #5", "«✓ #5»"],
  ["! Борис", "«! Борис»"],
  ["\u200B", "«»"],
  ["«Борис: да»", "«'Борис: да'»"],
  ["я".repeat(40), "я".repeat(40)],
])("[TXT-7] the name %j stands on a line as %j", (name, shown) => {
  expect(nameOnLine(name)).toBe(shown);
});

test("hostile records have hostile texts in every field that may hold any text", () => {
  expect(freeFieldsOf("message")).toEqual(
    expect.arrayContaining(["message", "name", "room", "client_id", "id", "session"]),
  );
  expect(freeFieldsOf("moderated")).toEqual(expect.arrayContaining(["reason", "by_name"]));
  expect([...hostileRecords()].length).toBeGreaterThan(3000);
});
