import { describe, expect, test } from "vitest";
import { cliTextsOf } from "./texts.ts";

describe("texts", () => {
  test.each([
    [1, "1 человек", "1 person"],
    [2, "2 человека", "2 people"],
    [5, "5 человек", "5 people"],
    [11, "11 человек", "11 people"],
    [21, "21 человек", "21 people"],
    [22, "22 человека", "22 people"],
  ])("%i people are counted as each language counts", (count, ru, en) => {
    expect(cliTextsOf("ru").status.people(count)).toBe(ru);
    expect(cliTextsOf("en").status.people(count)).toBe(en);
  });

  test("what was not delivered is said in the genitive", () => {
    expect(cliTextsOf("ru").pipe.undelivered(1, 1)).toBe("Не доставлено: 1 из 1 сообщения.");
    expect(cliTextsOf("ru").pipe.undelivered(1, 3)).toBe("Не доставлено: 1 из 3 сообщений.");
  });

  test("both languages have the same keys in /help", () => {
    expect(cliTextsOf("ru").keys.length).toBe(cliTextsOf("en").keys.length);
  });
});
