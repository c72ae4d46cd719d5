import { describe, expect, test } from "vitest";
import { secretStart } from "../index.ts";

describe("what is not to be shown", () => {
  test.each([
    ["/register ", "/register "],
    ["/регистрация длинный пароль", "/регистрация "],
    ["  /PASSWORD старый-1 новый", "  /PASSWORD "],
    ["\u200B/reg\u200Bister пароль", "\u200B/reg\u200Bister "],
    ["/login Анна ", "/login Анна "],
    ["/login Анна длинный пароль", "/login Анна "],
    ["/recover 0vBk3v9q2x7LmN5aZ новый пароль", "/recover 0vBk3v9q2x7LmN5aZ "],
    ["/вход «Анна Каренина» тайна", "/вход «Анна Каренина» "],
    ['/login "Анна Каренина" тайна', '/login "Анна Каренина" '],
  ])("[TXT-6] in %j begins behind %j", (typed, shown) => {
    expect(secretStart(typed)).toBe(shown.length);
  });

  test.each([
    "",
    "/register",
    "/login Анна",
    "/recover 0vBk3v9q2x7LmN5aZ",
    "/login «Анна Каренина",
    "/msg Борис пароль",
    "//register пароль",
    "пароль",
  ])("[TXT-6] in %j is nothing", (typed) => {
    expect(secretStart(typed)).toBeUndefined();
  });
});
