import { describe, expect, test } from "vitest";
import { aimedAt, type Aim } from "./aim.ts";
import { uiTextsOf } from "../locale/ui-texts.ts";

const reply: Aim = { kind: "reply", seq: 7, name: "Борис", text: "чай?" };
const edit: Aim = { ...reply, kind: "edit" };
const emoji: Aim = { ...reply, kind: "react" };
const meant = (aim: Aim | undefined, typed: string) => aimedAt(aim, typed, "ru");

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
    const words = uiTextsOf("ru").composer.emptyEdit;
    expect(meant(edit, "  ")).toEqual({ kind: "told", words, trouble: true });
    expect(meant(edit, "чай? ")).toEqual({ kind: "unchanged" });
  });

  test("[VIEW-13] an emoji that is typed for a message is set or withdrawn there; anything else is said to be none", () => {
    const invocation = { command: "react", arguments: { seq: 7, emoji: "👍🏽" } };
    expect(meant(emoji, " 👍🏽 ")).toEqual({ kind: "ask", invocation });
    const words = uiTextsOf("ru").composer.notEmoji;
    for (const typed of ["", "ок", "👍👍", "/quit"]) {
      expect(meant(emoji, typed)).toEqual({ kind: "told", words, trouble: true });
    }
  });
});
