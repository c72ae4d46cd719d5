import { describe, expect, test } from "vitest";
import { answerOf } from "./answer.ts";

describe("at the login", () => {
  test("[CLI-8] a name lets in, /login logs in, a link or /redeem shows an invitation", () => {
    const code = "0vBk3v9q2x7LmN5aZ";
    expect(answerOf(" Анна ")).toEqual({ kind: "enter", entering: { name: "Анна" } });
    expect(answerOf("/login Анна длинный пароль")).toEqual({
      kind: "enter",
      entering: { name: "Анна", password: "длинный пароль" },
    });
    expect(answerOf(`https://chat.example/#invitation=${code}`)).toEqual({
      kind: "invited",
      invitation: code,
    });
    expect(answerOf(`/redeem ${code}`)).toEqual({ kind: "invited", invitation: code });
    expect(answerOf("/quit")).toEqual({ kind: "leave" });
  });

  test.each([
    "/login Анна",
    " /register тайна тайна",
    "\u200B/login",
    "/",
    "//Анна",
    "/nick Анна",
    ".login Анна тайна",
    "",
    "я".repeat(33),
  ])("[CLI-8] %j is never a name", (typed) => {
    expect(answerOf(typed)).toEqual({ kind: "none" });
  });
});
