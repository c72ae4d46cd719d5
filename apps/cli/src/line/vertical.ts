import { graphemesOf, widthOf } from "../format/width.ts";
import type { Editor } from "./editor.ts";

/** Returns the start of the grapheme nearest to `column` in one line. */
const indexAt = (line: string, column: number): number => {
  let index = 0;
  let width = 0;
  for (const grapheme of graphemesOf(line)) {
    if (width >= column) break;
    width += widthOf(grapheme);
    index += grapheme.length;
  }
  return index;
};

/** The cursor one line higher or lower in a text of several lines; undefined at its first or last line. */
export const moveByLine = (editor: Editor, by: -1 | 1): Editor | undefined => {
  const { text, cursor } = editor;
  const lines = text.split("\n");
  const before = text.slice(0, cursor).split("\n");
  const row = before.length - 1;
  const target = lines[row + by];
  if (target === undefined) return undefined;
  const start = lines.slice(0, row + by).reduce((total, line) => total + line.length + 1, 0);
  return { ...editor, cursor: start + indexAt(target, widthOf(before[row] ?? "")), typing: false };
};
