import { ChatError } from "@beseda/protocol";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query.ts";

const now = new Date(2026, 10, 30, 15, 0);
const at = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();
const refused = (query: string): readonly unknown[] | undefined => {
  try {
    parseQuery(query, now);
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return [error.code, ...error.values];
    throw error;
  }
};

describe("[SRCH-2] a query", () => {
  test.each([
    ["before:2026-11-02", { before: at(2026, 11, 2) }],
    ["после:02.11.2026", { since: at(2026, 11, 3) }],
    ["after:2026-11", { since: at(2026, 12, 1) }],
    ["до:2026", { before: at(2026, 1, 1) }],
    ["после:вчера", { since: at(2026, 11, 30) }],
    ["before:today", { before: at(2026, 11, 30) }],
    ["before:2026-11-02 before:2026-11-01", { before: at(2026, 11, 1) }],
    ["from:Анна", { from: ["Анна"] }],
    ["от:@Борис", { from: ["Борис"] }],
    ['from:"Анна Петровна"', { from: ["Анна Петровна"] }],
    ["от:«Вера» от:Анна", { from: ["Вера", "Анна"] }],
    ["in:#lobby", { in: ["lobby"] }],
    ["В:лобби", { in: ["лобби"] }],
    ["акщь:Анна", { from: ["Анна"] }],
    ["gjckt:2026-11-01", { since: at(2026, 11, 2) }],
    ["has:link есть:файл", { has: ["link", "file"] }],
    ["is:pinned", { isPinned: true }],
  ])("%s is a limit", (typed, expected) => {
    const nothing = { terms: [], without: [], from: [], in: [], has: [], isPinned: false };
    expect(parseQuery(typed, now)).toEqual({ ...nothing, ...expected });
  });

  test("has words, phrases and words that must not be there", () => {
    const { terms, without } = parseQuery('отчёт "за год" -черновик -"не то" гот', now);
    expect(terms.map(({ typed, isExact, isBeginning }) => [typed, isExact, isBeginning])).toEqual([
      ["отчёт", false, false],
      ["за год", true, false],
      ["гот", false, true],
    ]);
    expect(without.map(({ typed }) => typed)).toEqual(["черновик", "не то"]);
  });

  test("ends with the beginning of a word only where it ends with a word", () => {
    for (const typed of ['слово "за год"', "слово from:Анна", "слово -без"])
      expect(parseQuery(typed, now).terms.map(({ isBeginning }) => isBeginning)).not.toContain(true);
  });

  test.each([
    ["", ""],
    ["   ", ""],
    ["-слово", ""],
    ["!!!", ""],
    ["form:Анна", "form:Анна"],
    ["befor:2026-01-01", "befor:2026-01-01"],
    ["послн:вчера", "послн:вчера"],
    ["before:tuesday", "before:tuesday"],
    ["after:2026-02-30", "after:2026-02-30"],
    ["from:", "from:"],
    ["has:time", "has:time"],
    ["is:unread", "is:unread"],
    ["-from:Анна", "-from:Анна"],
    [Array.from({ length: 17 }, (_, place) => `w${place}`).join(" "), "… w16"],
  ])("%j is refused with the part that is wrong", (typed, part) => {
    expect(refused(typed)).toEqual(["bad-search", part]);
  });

  test.each(["https://example.com/doc", "12:30", "todo:проверить", "итог: готово", "C:\\temp", ":-) привет"])(
    "%s is words",
    (typed) => {
      expect(parseQuery(typed, now).terms.length).toBeGreaterThan(0);
    },
  );

  test("whatever is typed is read, or refused as a search", () => {
    const typed = array(
      oneof(string({ unit: "grapheme" }), constantFrom('"', "«", "-", "from:", "до:", " ", "2026-13", "ё")),
    );
    assert(
      property(typed, (parts) => {
        const result = refused(parts.join(""));
        expect(result?.[0] ?? "bad-search").toBe("bad-search");
      }),
    );
  });

  test("a long row of quotes and blanks costs no more than its length", () => {
    const query = `${'"'.repeat(50_000)}${" ".repeat(50_000)}${"-".repeat(50_000)}`;
    expect(refused(query)?.[0]).toBe("bad-search");
  });
});
