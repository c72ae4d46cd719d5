import type { TimelineMessage } from "@beseda/client";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../conversation/entry.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { plainLines, type PlainStyle } from "./format-entry.ts";

const style: PlainStyle = { clock: createClock("ru", "UTC"), texts: cliTextsOf("ru"), echoesOwn: true };

const entryOf = (more: Partial<TimelineMessage>, wasTyped = false): Entry => ({
  kind: "message",
  key: "k",
  wasTyped,
  isNumbered: false,
  message: {
    kind: "message",
    key: "k",
    seq: 12,
    time: "2026-11-21T13:45:00.000Z",
    client_id: "Client_1",
    name: "Анна",
    text: "Привет",
    own: false,
    action: false,
    ...more,
  },
});

describe("a plain line", () => {
  test("[TXT-2] says when, who and what", () => {
    expect(plainLines(entryOf({}), style)).toEqual(["[13:45:00] Анна: Привет"]);
    expect(plainLines(entryOf({ action: true, text: "машет" }), style)).toEqual(["[13:45:00] * Анна машет"]);
  });

  test("[MSG-9] has the number of the message when asked", () => {
    const [line] = plainLines({ ...entryOf({ reply_to: 3 }), isNumbered: true } as Entry, style);
    expect(line).toBe("[13:45:00] #12 Анна: ↪ #3 Привет");
  });

  test("[TXT-8] a deleted message is a notice that it is", () => {
    expect(plainLines(entryOf({ text: "", deleted: true }), style)).toEqual([
      "[13:45:00] *** Удалённое сообщение: Анна",
    ]);
  });

  test("[TXT-2] an acknowledgement is a line with the number", () => {
    const own = entryOf({ own: true, delivery: { state: "acknowledged", seq: 12 } }, true);
    expect(plainLines(own, style)).toEqual(["[13:45:00] Анна: Привет", "[13:45:00] ✓ #12"]);
    expect(plainLines(own, { ...style, echoesOwn: false })).toEqual(["[13:45:00] ✓ #12"]);
  });

  test("own messages of an earlier time are history: there is nothing to acknowledge", () => {
    const old = entryOf({ own: true, delivery: { state: "acknowledged", seq: 12 } });
    expect(plainLines(old, { ...style, echoesOwn: false })).toEqual(["[13:45:00] Анна: Привет"]);
  });

  test("a failure says what, why and what to do", () => {
    const failed = entryOf({ own: true, seq: 0, delivery: { state: "failed", reason: "Нет места." } }, true);
    const [line = ""] = plainLines(failed, style);
    expect(line).toMatch(/^\[13:45:00\] ! Анна: Привет – Нет места\. .*\/retry/u);
  });

  test("one record is one line, whatever was said: nobody can speak for another", () => {
    const text = fc.string({ unit: "grapheme" }).map((said) => `${said}\n[13:45:00] Борис: ложь`);
    fc.assert(
      fc.property(text, fc.boolean(), (said, action) => {
        const lines = plainLines(entryOf({ text: said, action }), style);
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\n\t]/u);
        expect(lines[0]).toContain(" ⏎ [13:45:00] Борис: ложь");
      }),
    );
  });

  test("notices, days, rooms and notes", () => {
    const time = "2026-11-21T13:45:00.000Z";
    expect(
      plainLines({ kind: "notice", key: "k", time, text: "Вера теперь в чате", way: "in" }, style),
    ).toEqual(["[13:45:00] *** Вера теперь в чате"]);
    expect(plainLines({ kind: "day", key: "k", time }, style)[0]).toMatch(/^--- суббота, 21 ноября 2026/u);
    expect(plainLines({ kind: "room", key: "k", place: "#dev" }, style)).toEqual(["--- #dev ---"]);
    expect(plainLines({ kind: "note", key: "k", tone: "info", lines: ["раз", "два"] }, style)).toEqual([
      "-- раз",
      "-- два",
    ]);
  });
});
