import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphemesOf } from "../format/width.ts";
import { edits, editorWith, emptyEditor, insert, type Editor, type EditName } from "./editor.ts";
import { moveByLine } from "./vertical.ts";

/** `a|b` is the text `ab` with the cursor after `a`. */
const at = (marked: string): Editor => {
  const cursor = marked.indexOf("|");
  return { ...emptyEditor, text: marked.replace("|", ""), cursor };
};
const marked = ({ text, cursor }: Editor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

const after = (start: string, ...names: readonly EditName[]): string => {
  let editor = at(start);
  for (const name of names) editor = edits[name](editor);
  return marked(editor);
};

describe("a key", () => {
  test.each<[string, readonly EditName[], string]>([
    ["привет|", ["backwardCharacter"], "приве|т"],
    ["|привет", ["backwardCharacter"], "|привет"],
    ["при|вет", ["forwardCharacter"], "прив|ет"],
    ["семья 👨‍👩‍👧|!", ["backwardCharacter"], "семья |👨‍👩‍👧!"],
    ["семья 👨‍👩‍👧|!", ["deleteBackward"], "семья |!"],
    ["и\u0306|", ["deleteBackward"], "|"],
    ["два слова, три|", ["backwardWord"], "два слова, |три"],
    ["два слова, |три", ["backwardWord"], "два |слова, три"],
    ["два| слова", ["forwardWord"], "два слова|"],
    ["один\nдва| три\nчетыре", ["beginningOfLine"], "один\n|два три\nчетыре"],
    ["один\nдва| три\nчетыре", ["endOfLine"], "один\nдва три|\nчетыре"],
    ["один\nдва| три\nчетыре", ["cutToEnd"], "один\nдва|\nчетыре"],
    ["один\nдва| три\nчетыре", ["cutToBeginning"], "один\n| три\nчетыре"],
    ["два слова|", ["cutWordBackward"], "два |"],
    ["|два слова", ["cutWordForward"], "| слова"],
    ["два слова|", ["cutWordBackward", "beginningOfLine", "putBack"], "слова|два "],
    ["при|вет", ["deleteForward"], "при|ет"],
    ["привет|", ["deleteForward"], "привет|"],
    ["два слова|", ["cutWordBackward", "undo"], "два слова|"],
    ["два|", ["undo"], "два|"],
  ])("%j %j", (start, names, end) => {
    expect(after(start, ...names)).toBe(end);
  });

  test("typing is undone as a whole, a paste and a cut each by itself", () => {
    let editor = emptyEditor;
    for (const letter of "абв") editor = insert(editor, letter);
    editor = edits.cutWordBackward(insert(editor, " вставлено"));
    expect(editor.text).toBe("абв ");
    editor = edits.undo(editor);
    expect(editor.text).toBe("абв вставлено");
    editor = edits.undo(editor);
    expect(editor.text).toBe("абв");
    expect(edits.undo(editor).text).toBe("");
  });

  test("what is pasted has no control characters but newlines and tabs", () => {
    expect(insert(emptyEditor, "a\r\nb\u001B[31m\tc").text).toBe("a\nb[31m\tc");
  });

  test("↑ and ↓ keep the column, by width", () => {
    const editor = at("你好吗\nab|cd");
    expect(marked(moveByLine(editor, -1) ?? emptyEditor)).toBe("你|好吗\nabcd");
    expect(moveByLine(editor, 1)).toBeUndefined();
    expect(moveByLine(editorWith("одна строка"), -1)).toBeUndefined();
  });
});

const editArbitrary = fc.oneof(
  fc.constantFrom(...Object.values(edits)),
  fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => (editor: Editor) => insert(editor, text)),
  fc
    .constantFrom("👨‍👩‍👧", "\n", "й", "\u0306", "🇷", "🇺", "\u200D", "e\u0301")
    .map((text) => (editor: Editor) => insert(editor, text)),
);

describe("any sequence of keys", () => {
  test("leaves the cursor between two graphemes of a well-formed text", () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 40 }), (sequence) => {
        let editor = emptyEditor;
        for (const edit of sequence) {
          editor = edit(editor);
          expect(editor.text.isWellFormed()).toBe(true);
          const places = [0];
          for (const grapheme of graphemesOf(editor.text))
            places.push((places.at(-1) ?? 0) + grapheme.length);
          expect(places).toContain(editor.cursor);
        }
      }),
    );
  });

  test("can be undone to the empty line", () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 40 }), (sequence) => {
        let editor = emptyEditor;
        for (const edit of sequence) editor = edit(editor);
        for (let count = 0; count <= sequence.length; count += 1) editor = edits.undo(editor);
        expect(editor.text).toBe("");
      }),
    );
  });

  test("a cut that is put back where it was changes nothing", () => {
    const cuts = fc.constantFrom("cutToEnd", "cutToBeginning", "cutWordForward", "cutWordBackward");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), fc.nat(20), cuts, (text, place, cut) => {
        let editor = edits.beginningOfLine(insert(emptyEditor, text));
        for (let count = 0; count < place; count += 1) editor = edits.forwardCharacter(editor);
        expect(edits.putBack(edits[cut](editor)).text).toBe(editor.text);
      }),
    );
  });
});
