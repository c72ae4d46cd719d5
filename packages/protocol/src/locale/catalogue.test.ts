import { describe, expect, test } from "vitest";
import { closeCodes, textsOf } from "../index.ts";
import { countEn, countRu } from "./plural.ts";

/** Returns every text of a catalogue by its path, such as `notices.renamed`. */
const textsIn = (part: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] =>
  typeof part === "object" && part !== null && !Array.isArray(part)
    ? Object.entries(part).flatMap(([key, value]) => textsIn(value, [...path, key]))
    : [[path.join("."), part]];

/** Stands in for any argument: whatever a text does with it, there is a result. */
const anything: unknown = new Proxy(() => "", {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === "number" ? 1 : "x");
    if (key === "map") return () => ["x"];
    if (key === "length") return 1;
    return key === "join" ? () => "x" : anything;
  },
});

const say = (text: unknown): string => {
  if (typeof text !== "function") return String(text);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any text, called with stand-ins
  const spoken = (text as (...values: readonly unknown[]) => string | readonly string[])(anything, anything);
  return [spoken].flat().join("\n");
};

const cyrillic = /\p{Script=Cyrillic}/u;

/** Whether a text is to be typed, so that there is nothing to translate. */
const isTyped = (path: string): boolean => path.startsWith("commands.") && !path.endsWith(".help");

describe("the catalogue", () => {
  const en = new Map(textsIn(textsOf("en")));
  const ru = new Map(textsIn(textsOf("ru")));

  test("every text is there in both languages", () => {
    expect([...ru.keys()].sort()).toEqual([...en.keys()].sort());
    expect(en.size).toBeGreaterThan(80);
  });

  // A date needs a real one.
  const spoken = (texts: ReadonlyMap<string, unknown>, path: string): string => {
    const text = texts.get(path);
    return path === "lines.day" && typeof text === "function" ? String(text(new Date(0))) : say(text);
  };

  test("every Russian text is in Russian, every English one is not", () => {
    const paths = [...en.keys()].filter((path) => !isTyped(path));
    expect(paths.filter((path) => !cyrillic.test(spoken(ru, path)))).toEqual([]);
    expect(paths.filter((path) => cyrillic.test(spoken(en, path)))).toEqual([]);
  });

  test("[SES-4] every close reason fits a close frame, in both languages", () => {
    for (const { reason } of Object.values(closeCodes)) {
      for (const text of [reason.en, reason.ru]) {
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(123);
        expect(text).not.toBe("");
      }
      expect(reason.ru).toMatch(cyrillic);
    }
  });

  test("plural forms", () => {
    const forms = { one: "сообщение", few: "сообщения", many: "сообщений" };
    expect([1, 2, 5, 11, 12, 21, 22, 25, 111, 0].map((count) => countRu(count, forms))).toEqual([
      "1 сообщение",
      "2 сообщения",
      "5 сообщений",
      "11 сообщений",
      "12 сообщений",
      "21 сообщение",
      "22 сообщения",
      "25 сообщений",
      "111 сообщений",
      "0 сообщений",
    ]);
    expect([1, 2, 0].map((count) => countEn(count, "message", "messages"))).toEqual([
      "1 message",
      "2 messages",
      "0 messages",
    ]);
  });
});
