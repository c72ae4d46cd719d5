import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import stringWidth from "string-width";
import { Graphemes } from "./graphemes.ts";
import { isOfSingleCharacters } from "./plain.ts";
import { createClock } from "./clock.ts";
import { colorOf, namePalette } from "./name-color.ts";
import { cutTo, padTo, widthOf } from "./width.ts";

/** Relative luminance as WCAG 2 defines it. */
const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

describe("the colour of a name", () => {
  test.each(namePalette)("%s can be read on black and on white", (color) => {
    const light = luminance(color);
    expect((light + 0.05) / 0.05).toBeGreaterThanOrEqual(3);
    expect(1.05 / (light + 0.05)).toBeGreaterThanOrEqual(3);
  });

  test("is the same for the same client, and spread over neighbours", () => {
    expect(colorOf("Client_7")).toBe(colorOf("Client_7"));
    const first = Array.from({ length: 12 }, (_, index) => colorOf(`Client_${index + 1}`));
    expect(new Set(first).size).toBeGreaterThanOrEqual(6);
  });
});

/** Texts of characters that stand alone, and of ones that do not. */
const written = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from("Анна, é! №5 – «ё»… ›●│─→\n\t"),
        "\u0306",
        "\ufe0f",
        "\u200d",
        "\r\n",
        "👋🏽",
        "你",
        "🇷🇺",
        "\x1b[1m",
      ),
      fc.string({ unit: "binary", maxLength: 2 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const everyPlain = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).filter(
  (character) => character >= " " && isOfSingleCharacters(character),
);

describe("characters that stand alone", () => {
  test("take one column each, between any others of them", () => {
    const wide = everyPlain.filter((character) => stringWidth(character) !== 1);
    expect(wide).toEqual([]);
    expect(everyPlain.length).toBeGreaterThan(1000);
    expect(stringWidth(everyPlain.join(""))).toBe(everyPlain.length);
  });

  test("are what a person takes for one, between any others of them", () => {
    const around = everyPlain.flatMap((character) => [character, "a", character, character, "ж"]);
    const segments = Array.from(new Intl.Segmenter().segment(around.join("")), ({ segment }) => segment);
    expect(segments).toEqual(around);
  });
});

describe("what is told without the tables of all scripts", () => {
  test("is what the tables tell of widths", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(widthOf(text)).toBe(stringWidth(text));
      }),
    );
  });

  test("is what the tables tell of graphemes", () => {
    const [ours, theirs] = [new Graphemes(), new Intl.Segmenter()];
    fc.assert(
      fc.property(written, fc.integer({ min: -1, max: 20 }), (text, index) => {
        expect([...ours.segment(text)]).toEqual([...theirs.segment(text)]);
        expect(ours.segment(text).containing(index)).toEqual(theirs.segment(text).containing(index));
      }),
    );
  });
});

describe("width", () => {
  test.each([
    ["Анна", 4],
    ["你好", 4],
    ["👋🏽", 2],
    ["👨‍👩‍👧", 2],
    ["и\u0306", 1],
  ])("%s takes %i columns", (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  test("cutting never makes a text wider than asked, and leaves alone what fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        const cut = cutTo(text, columns);
        expect(widthOf(cut)).toBeLessThanOrEqual(columns);
        expect(cut === text).toBe(widthOf(text) <= columns);
      }),
    );
  });

  test("padding counts columns, not letters", () => {
    expect(padTo("你", 4)).toBe("你  ");
  });
});

describe("the clock", () => {
  const time = "2026-11-21T22:05:07.123Z";

  test("tells the time of the zone", () => {
    expect(createClock("ru", "UTC").minute(time)).toBe("22:05");
    expect(createClock("ru", "UTC").second(time)).toBe("22:05:07");
    expect(createClock("ru", "Asia/Yekaterinburg").minute(time)).toBe("03:05");
    expect(createClock("en", "UTC").second("2026-11-21T00:00:00.000Z")).toBe("00:00:00");
  });

  test("tells the day with the weekday, in the language", () => {
    expect(createClock("ru", "UTC").day(time)).toMatch(/^суббота, 21 ноября 2026/u);
    expect(createClock("en", "UTC").day(time)).toBe("Saturday, November 21, 2026");
    expect(createClock("ru", "Asia/Yekaterinburg").day(time)).toMatch(/^воскресенье, 22 ноября 2026/u);
  });

  test("knows whether two times are of one day", () => {
    const clock = createClock("ru", "Asia/Yekaterinburg");
    expect(clock.dayKey("2026-11-21T18:59:59.000Z")).not.toBe(clock.dayKey("2026-11-21T19:00:00.000Z"));
    expect(clock.dayKey("2026-11-21T19:00:00.000Z")).toBe(clock.dayKey("2026-11-22T18:59:59.000Z"));
  });
});
