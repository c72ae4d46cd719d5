import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breaksNameRules,
  characters,
  cleanName,
  cleanText,
  nameKey,
  isOwnName,
  nameSchema,
  problemOfName,
  roomKey,
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

  test.each([
    ["Борис", "Борис\uFE0F"],
    ["Борис", "Борис\u3164"],
    ["Борис", "Бо\u2800рис"],
    ["Борис", "Бор\u{E0062}ис"],
    ["Борис", "Бор\u200Dис"],
    ["Борис", "Борис\u0378"],
    ["Борис", "Борис\uFFFC"],
    ["Борис", "\u2067Борис\u2069"],
    ["👨\u200D👩\u200D👧", "👨👩👧"],
    ["❤\uFE0F", "❤"],
    ["paypal", "раураl"],
    ["Marina", "rnarina"],
    ["scope", "ѕсоре"],
    ["Вова", "ᏴOᏴA"],
    ["straße", "STRASSE"],
  ])("[NAM-2] %j and %j are one name", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test("[NAM-1] of a name that has no end only the beginning is looked at", () => {
    for (const unit of ["\uFDFA", "👨\u200D", "\u0301", "я", "\u200B", "\uD83D"]) {
      const name = cleanName(unit.repeat(30_000));
      expect(name.length).toBeLessThanOrEqual(512);
      expect(cleanName(name)).toBe(name);
      expect(breaksNameRules(unit.repeat(30_000))).toBe(true);
    }
  });

  test("[NAM-1] an emoji keeps what belongs to it, and a letter does not", () => {
    for (const emoji of [
      "👨\u200D👩\u200D👧",
      "❤\uFE0F",
      "1\uFE0F\u20E3",
      "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    ])
      expect(cleanName(`Анна ${emoji}`)).toBe(`Анна ${emoji}`);
    expect(cleanName("А\uFE0Fн\u200Dна ❤\uFE0F")).toBe("Анна ❤\uFE0F");
  });

  test("[NAM-1] no more marks stand on a letter than writing needs", () => {
    expect(cleanName(`Б${"\u0335".repeat(50)}орис`)).toBe("Б\u0335\u0335орис");
    expect(cleanName("\u0301Анна")).toBe("Анна");
    expect(cleanName("А\u20DDнна")).toBe("Анна");
    for (const name of ["Nguyễn Thị", "שִׁלֹה", "محمّدٌ", "สมศักดิ์", "हिन्दी", "སྒྲུབ", "ပျော့"])
      expect(cleanName(name)).toBe(name.normalize("NFKC"));
  });

  test.each([
    ["\u3164", "unseen"],
    ["\u1160", "unseen"],
    ["\u2800\u115F", "unseen"],
    ["\u0301", "unseen"],
    ["я".repeat(33), "long"],
    ["Борис: я подал в отставку", "colon"],
    ["Борис\uA789 да", "colon"],
    ["Борис\uFF1A да", "colon"],
    ["/quit", "start"],
    ["\u2215quit", "start"],
    ["#lobby", "start"],
    ["@Борис", "start"],
    ["*** Борис", "start"],
    ["[13:45] Борис", "colon"],
    ["[Борис", "start"],
    ["Ошибка", "own"],
    ["ошибка", "own"],
    ["0шибка", "own"],
    ["Error", "own"],
    ["Еrrоr", "own"],
    ["Сервер", "own"],
    ["SERVER", "own"],
    ["Команды", "own"],
    ["Например", "own"],
    ["«Ошибка!»", "own"],
    ["S e r v e r", "own"],
    ["_Сервер_", "own"],
    ["⚠ Error", "own"],
    ["Внимание!", "own"],
    ["Борис\u1361 да", "colon"],
    ["Борис\u0903 да", "colon"],
    ["\u3010Борис", "start"],
    ["\u2731 Борис", "start"],
    ["\uFFFC\uFDD0", "unseen"],
  ] as const)("[NAM-3] [NAM-4] %j is a name for nobody: %s", (name, problem) => {
    expect(problemOfName(name)).toBe(problem);
    expect(breaksNameRules(name)).toBe(true);
  });

  test.each([
    "Анна",
    "Client_1",
    "О'Нил",
    "Anna-Maria",
    "李雷",
    "👨\u200D👩\u200D👧",
    "Ошибкин",
    "x*y",
    "42",
    "0",
    "1",
    "О",
    "Ян",
    "7",
    "அன்பு",
    "علي",
    "דוד",
    "रामः",
    "ノア",
    "👩\u200D🚀",
    "Server2",
  ])("[NAM-3] %j is a name", (name) => {
    expect(problemOfName(name)).toBeUndefined();
    expect(breaksNameRules(name)).toBe(false);
  });

  test("[NAM-4] nobody takes a word that the chat begins a line with", async () => {
    const texts = await Promise.all(
      ["lines.ru.ts", "lines.en.ts", "gateway.ru.ts", "gateway.en.ts"].map((file) =>
        readFile(new URL(`locale/${file}`, import.meta.url), "utf8"),
      ),
    );
    const words = texts.join("").matchAll(/["`](\p{Lu}[\p{L} ]{1,31}):(?: |["`])/gu);
    const begun = [...words].map(([, word = ""]) => word);
    expect(begun).toContain("Ошибка");
    expect(begun.filter((word) => !isOwnName(word))).toEqual([]);
  });

  test("[NAM-1] [NAM-2] what is not seen makes no other name, wherever it stands", () => {
    const unseen = fc.constantFrom(
      "\u200B",
      "\u200D",
      "\uFE0F",
      "\u3164",
      "\u115F",
      "\u2800",
      "\u{E0041}",
      "\u034F",
      "\u2060",
      "\u202E",
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), unseen, fc.nat(), (name, between, at) => {
        const cut = at % (name.length + 1);
        const other = name.slice(0, cut) + between + name.slice(cut);
        fc.pre(other.isWellFormed());
        // A character inserted between two marks, or two parts of an emoji, may join them.
        fc.pre(
          !/[\p{M}\p{Regional_Indicator}\p{Emoji_Modifier}\u200D]/u.test(name) &&
            name.normalize("NFKC") === name,
        );
        expect(nameKey(other)).toBe(nameKey(name));
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
  ["..", false],
  ["_", false],
  ["лоб\u3164би", false],
  ["", false],
])("[NAM-5] %j as the name of a room: %s", (name, good) => {
  expect(roomNameSchema.safeParse(name).success).toBe(good);
});

test.each([
  ["lobby", "lоbby"],
  ["lobby", "LOBBY"],
  ["dev-2.0", "dev-2.O"],
])("[NAM-5] the rooms %j and %j look the same", (one, other) => {
  expect(roomKey(one)).toBe(roomKey(other));
});
