import { describe, expect, test } from "vitest";
import { onPage, pageOfList, pageSchema, textsOf } from "./index.ts";

describe("[DIR-7] a page of a list", () => {
  const all = Array.from({ length: 47 }, (_, index) => index + 1);

  test("pages are of one size, in one order, and end; together they are the list", () => {
    const pages = [1, 2, 3, 4].map((page) => onPage("reports", all, page));
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 7, 0]);
    expect(pages.flat()).toEqual(all);
  });

  test("who names none, as earlier clients, gets the first", () => {
    expect(pageSchema.parse(undefined)).toEqual({ page: 1 });
    expect(pageSchema.parse({ room: "lobby" })).toEqual({ page: 1 });
    for (const page of [0, -1, 1.5, 1e9, "2"]) expect(pageSchema.safeParse({ page }).success).toBe(false);
  });

  test.each([
    [3, undefined, "3 жалобы ждут; закрыть: /reports resolve N"],
    [20, undefined, "Жалобы 1–20; дальше: /reports 2; закрыть: /reports resolve N"],
    [20, 2, "Жалобы 21–40; дальше: /reports 3; закрыть: /reports resolve N"],
    [7, 3, "Жалобы 41–47; закрыть: /reports resolve N"],
    [0, 4, "Жалобы –; закрыть: /reports resolve N"],
  ])("%i on page %j are told as «%s»", (listed, page, sentence) => {
    expect(textsOf("ru").lines.reports(pageOfList("reports", listed, page))).toBe(sentence);
  });
});
