import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  characters,
  cleanName,
  cleanText,
  nameKey,
  nameSchema,
  roomNameSchema,
  textSchema,
} from "./index.ts";

describe("text", () => {
  test("[TXT-2] no terminal escape sequence is left in a message", () => {
    expect(cleanText("a\u001B[2Jb\u009B31mc\u0007")).toBe("a[2Jb31mc");
  });

  test("newlines and tabs stay, carriage returns become newlines", () => {
    expect(cleanText("раз\r\nдва\rтри\t!")).toBe("раз\nдва\nтри\t!");
  });

  test("cleaning twice changes nothing more, and leaves no lone surrogate or control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(clean).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u);
      }),
    );
  });

  test("4000 characters are a message, 4001 are not, however many bytes they have", () => {
    expect(textSchema.safeParse("🙂".repeat(4000)).success).toBe(true);
    expect(textSchema.safeParse("я".repeat(4001)).success).toBe(false);
    expect(textSchema.safeParse(" \n\t ").success).toBe(false);
  });
});

describe("a name", () => {
  test.each([
    [" Анна  Каренина ", "Анна Каренина"],
    ["Бо\u200Bрис", "Борис"],
    ["\u202EаннА", "аннА"],
    ["Ａlice", "Alice"],
  ])("%j is kept as %j", (typed, kept) => {
    expect(nameSchema.parse(typed)).toBe(kept);
  });

  test("«Анна» and «АННА» are one name", () => {
    expect(nameKey("АННА")).toBe(nameKey("анна"));
  });

  test.each([
    ["Boris", "В\u043Eris"],
    ["PauI", "Paul"],
    ["admin", "аdmin"],
    ["ВОВА", "BOBA"],
    ["Nora", "\u039D\u03BFra"],
    ["NINA", "\u039D\u0399\u039D\u0391"],
    ["Vera", "\u03BDera"],
    ["Anna", "A\u03B7\u03B7a"],
    ["Hugo", "\u0397\u03C5go"],
    ["Yuri", "\u03A5\u03C5ri"],
    ["\u039D\u0399\u039A\u039F\u03A3", "\u03BD\u03B9\u03BA\u03BF\u03C2"],
    ["Client_1", "Client_l"],
  ])("[A7] %j and %j look the same and are one name", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ["Анна", "Anna"],
    ["Nora", "Vora"],
    ["Nina", "\u039D\u03AF\u03BA\u03B1"],
    ["Вера", "Вена"],
    ["Client_1", "Client_2"],
  ])("[A7] %j and %j are two names", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  test.each(["", "   ", "\u200B\u200B", "я".repeat(33)])("%j is no name", (typed) => {
    expect(nameSchema.safeParse(typed).success).toBe(false);
  });

  test("cleaning a name twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanName(cleanName(text))).toBe(cleanName(text));
      }),
    );
  });

  test("its length is counted in characters, not in UTF-16 units", () => {
    expect(characters("🙂я")).toBe(2);
  });
});

test.each([
  ["общая", true],
  ["dev-2.0", true],
  ["с пробелом", false],
  ["#lobby", false],
  ["", false],
])("%j as the name of a room: %s", (name, good) => {
  expect(roomNameSchema.safeParse(name).success).toBe(good);
});
