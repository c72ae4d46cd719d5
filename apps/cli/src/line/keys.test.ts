import * as fc from "fast-check";
import type { Key } from "ink";
import { describe, expect, test } from "vitest";
import { keystrokesOf, type Keystroke } from "./keys.ts";

const noKey: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

const edit = (name: Extract<Keystroke, { kind: "edit" }>["name"]): Keystroke => ({ kind: "edit", name });

describe("what Ink reports", () => {
  test.each<[string, Partial<Key>, readonly Keystroke[]]>([
    ["я", {}, [{ kind: "insert", text: "я" }]],
    ["", { return: true }, [{ kind: "submit" }]],
    ["", { return: true, meta: true }, [{ kind: "insert", text: "\n" }]],
    ["", { return: true, shift: true }, [{ kind: "insert", text: "\n" }]],
    ["", { leftArrow: true }, [edit("backwardCharacter")]],
    ["", { leftArrow: true, ctrl: true }, [edit("backwardWord")]],
    ["b", { meta: true }, [edit("backwardWord")]],
    ["и", { meta: true }, [edit("backwardWord")]],
    ["w", { ctrl: true }, [edit("cutWordBackward")]],
    ["ц", { ctrl: true }, [edit("cutWordBackward")]],
    ["c", { ctrl: true }, [{ kind: "interrupt" }]],
    ["с", { ctrl: true }, [{ kind: "interrupt" }]],
    ["_", { ctrl: true }, [edit("undo")]],
    ["z", { ctrl: true }, [{ kind: "pause" }]],
    ["q", { ctrl: true }, []],
    ["", { backspace: true }, [edit("deleteBackward")]],
    ["", { backspace: true, meta: true }, [edit("cutWordBackward")]],
    ["", { upArrow: true }, [{ kind: "older" }]],
    ["", { tab: true }, [{ kind: "complete" }]],
    ["\n", {}, [{ kind: "insert", text: "\n" }]],
    ["c", { ctrl: true, eventType: "release" }, []],
    ["Привет\r", {}, [{ kind: "insert", text: "Привет" }, { kind: "submit" }]],
    ["\u0001>\u0005", {}, [edit("beginningOfLine"), { kind: "insert", text: ">" }, edit("endOfLine")]],
    ["a\u0003", {}, [{ kind: "insert", text: "a" }, { kind: "interrupt" }]],
  ])("%j with %j", (input, key, strokes) => {
    expect(keystrokesOf(input, { ...noKey, ...key })).toEqual(strokes);
  });

  test("text that arrives in pieces is the same as text that arrives at once", () => {
    const written = (strokes: readonly Keystroke[]): string =>
      strokes.map((stroke) => (stroke.kind === "insert" ? stroke.text : `<${stroke.kind}>`)).join("");
    const pieces = fc.array(fc.constantFrom("При", "вет", "\r", "\t", "👋", " ", "\u0003"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, (chunks) => {
        const inPieces = chunks.flatMap((chunk) => keystrokesOf(chunk, noKey));
        expect(written(keystrokesOf(chunks.join(""), noKey))).toBe(written(inPieces));
      }),
    );
  });
});
