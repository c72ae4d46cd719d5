import { describe, expect, test } from "vitest";
import type { Known } from "@beseda/protocol";
import type { Keystroke } from "./keys.ts";
import { masked, maskedText } from "./mask.ts";
import { emptyPrompt, press, type Prompt, type Wish } from "./prompt.ts";

const sources: Known = { names: ["Борис", "Вера", "Богдан"], rooms: ["lobby", "dev"] };
const type = (text: string): Keystroke => ({ kind: "insert", text });
const key = (kind: Exclude<Keystroke["kind"], "insert" | "edit">): Keystroke => ({ kind });

const pressAll = (...strokes: readonly Keystroke[]): { readonly prompt: Prompt; readonly wishes: Wish[] } => {
  const wishes: Wish[] = [];
  let prompt = emptyPrompt;
  for (const stroke of strokes) {
    const pressed = press(prompt, stroke, sources);
    prompt = pressed.prompt;
    if (pressed.wish) wishes.push(pressed.wish);
  }
  return { prompt, wishes };
};

const textAfter = (...strokes: readonly Keystroke[]): string => pressAll(...strokes).prompt.editor.text;

describe("the prompt", () => {
  test("Enter submits what is written and empties the line; on an empty line it is a nudge", () => {
    const { prompt, wishes } = pressAll(type("Привет"), key("submit"), type("  "), key("submit"));
    expect(wishes).toEqual([{ kind: "submit", text: "Привет" }, { kind: "nudge" }]);
    expect(prompt.editor.text).toBe("");
  });

  test("↑ brings back what was sent, ↓ the draft", () => {
    const sent = [type("раз"), key("submit"), type("два"), key("submit"), type("черновик")];
    expect(textAfter(...sent, key("older"))).toBe("два");
    expect(textAfter(...sent, key("older"), key("older"), key("older"))).toBe("раз");
    expect(textAfter(...sent, key("older"), key("older"), key("newer"), key("newer"))).toBe("черновик");
    expect(textAfter(...sent, key("newer"))).toBe("черновик");
  });

  test("[TXT-6] a line with a password is not remembered", () => {
    const sent = [type("раз"), key("submit"), type("/register тайна и тайна"), key("submit")];
    expect(textAfter(...sent, key("older"))).toBe("раз");
    expect(textAfter(...sent, key("older"), key("newer"))).toBe("");
  });

  test("[TXT-6] a password is drawn by its length, and the line is sent as it was typed", () => {
    const { prompt, wishes } = pressAll(type("/login Анна тайна"));
    expect(masked(prompt.editor)).toMatchObject({ text: "/login Анна •••••", cursor: prompt.editor.cursor });
    expect(maskedText("просто слова")).toBe("просто слова");
    expect(wishes).toEqual([]);
    expect(press(prompt, key("submit"), sources).wish).toEqual({ kind: "submit", text: "/login Анна тайна" });
  });

  test("the same line twice is remembered once", () => {
    const sent = [type("раз"), key("submit"), type("два"), key("submit"), type("два"), key("submit")];
    expect(textAfter(...sent, key("older"), key("older"))).toBe("раз");
  });

  test.each([
    ["/he", 1, "/help "],
    ["/куе", 1, "/retry "],
    ["/куп", 1, "/register "],
    ["Бо", 1, "Борис, "],
    ["Бо", 2, "Богдан, "],
    ["Бо", 3, "Борис, "],
    ["ну, Ве", 1, "ну, Вера "],
    ["/join d", 1, "/join dev "],
    ["просто", 1, "просто"],
    ["//he", 1, "//he"],
    ["", 1, ""],
  ])("[TXT-3] %j and %i times Tab is %j", (written, times, expected) => {
    const tabs = Array.from({ length: times }, () => key("complete"));
    expect(textAfter(type(written), ...tabs)).toBe(expected);
  });

  test("a letter after Tab ends the choice", () => {
    expect(textAfter(type("Бо"), key("complete"), type("да, "), type("Ве"), key("complete"))).toBe(
      "Борис, да, Вера ",
    );
  });

  test("Ctrl-D deletes a letter, and leaves where there is nothing", () => {
    const home: Keystroke = { kind: "edit", name: "beginningOfLine" };
    expect(textAfter(type("аб"), home, key("end"))).toBe("б");
    expect(pressAll(key("end")).wishes).toEqual([{ kind: "leave" }]);
  });

  test("Ctrl-C and Ctrl-L are wishes and change nothing", () => {
    const { prompt, wishes } = pressAll(type("аб"), key("interrupt"), key("clear"));
    expect(wishes).toEqual([{ kind: "interrupt" }, { kind: "clear" }]);
    expect(prompt.editor.text).toBe("аб");
  });
});
