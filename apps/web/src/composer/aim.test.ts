import { describe, expect, test } from "vitest";
import { aimedAt, type Aim } from "./aim.ts";
import { intentOf } from "./intent.ts";

const reply: Aim = { kind: "reply", seq: 7, name: "Борис", text: "чай?" };
const edit: Aim = { ...reply, kind: "edit" };
const meant = (aim: Aim | undefined, typed: string) => aimedAt(aim, typed, intentOf(typed, "ru"));

describe("a text with an aim", () => {
  test("[VIEW-13] what is said is the answer, and a command is a command", () => {
    expect(meant(reply, "да")).toEqual({ kind: "say", text: "да", reply_to: 7 });
    expect(meant(reply, "/me кивает")).toEqual({ kind: "say", text: "кивает", action: true, reply_to: 7 });
    expect(meant(reply, "/reply 3 да")).toMatchObject({ reply_to: 3 });
    expect(meant(reply, "/who")).toMatchObject({ kind: "ask", invocation: { command: "who" } });
    expect(meant(undefined, "да")).toEqual({ kind: "say", text: "да" });
  });

  test("[VIEW-13] a text that looks like a password is doubted, and still the answer", () => {
    expect(meant(reply, "login Анна secret123")).toMatchObject({ kind: "doubtful", reply_to: 7 });
  });

  test("[VIEW-13] a new text is never a command; nothing, and the same again, change nothing", () => {
    const invocation = { command: "edit", arguments: { seq: 7, text: "/quit" } };
    expect(meant(edit, " /quit\n")).toEqual({ kind: "ask", invocation });
    expect(meant(edit, "  ")).toEqual({ kind: "nothing" });
    expect(meant(edit, "чай? ")).toEqual({ kind: "unchanged" });
  });
});
