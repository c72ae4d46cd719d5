import { describe, expect, test } from "vitest";
import { shownHost } from "./shown-host.ts";

describe("the host that is shown", () => {
  test.each([
    ["google.com", "https://evil.example/"],
    ["https://google.com/login", "https://evil.example/"],
    ["вход на Google.com тут", "https://evil.example/"],
    ["g\u200Boogle.c\u202Eom", "https://evil.example/"],
    ["google\u2024com", "https://evil.example/"],
    ["google。com", "https://evil.example/"],
    ["ｇｏｏｇｌｅ．ｃｏｍ", "https://evil.example/"],
    ["google . com", "https://evil.example/"],
    ["evil.example.google.com", "https://evil.example/"],
    ["https://google.com@evil.example/", "https://google.com@evil.example/"],
    ["https://google.com:x@evil.example/", "https://google.com:x@evil.example/"],
    ["вход", "https://google.com@evil.example/"],
  ])("[MD-4] words that look like another address have the real host beside them: %j", (words, href) => {
    expect(shownHost(words, href)).toBe("evil.example");
  });

  test("[MD-4] another mailbox is shown, too", () => {
    expect(shownHost("bank@example.org", "mailto:thief@evil.example")).toBe("thief@evil.example");
    expect(shownHost("thief@evil.example", "mailto:thief@evil.example")).toBeUndefined();
    expect(shownHost("пишите", "mailto:thief@evil.example")).toBeUndefined();
  });

  test.each([
    ["сюда", "https://example.org/a"],
    ["example.org", "https://www.example.org/a.b"],
    ["https://example.org/a.b?c=d.e", "https://example.org/a.b?c=d.e"],
    ["https://example.org:8080/x", "https://example.org:8080/x"],
    ["пример.рф", "https://пример.рф/"],
    ["Смотри!", "https://example.org/"],
  ])("[MD-4] other words are left alone: %j", (words, href) => {
    expect(shownHost(words, href)).toBeUndefined();
  });
});
