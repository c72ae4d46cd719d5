import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import type StringWidth from "string-width";
import { Graphemes } from "./graphemes.ts";
import { isOfSingleColumns } from "./plain.ts";

const graphemes = new Graphemes();

/** What a person takes for one character: «й» of two code points, a flag, a family of emoji. */
export const graphemesOf = (text: string): readonly string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Columns that a text takes in a terminal; what says how to draw takes none. */
export const widthOf = (text: string): number => {
  const drawn = text.includes("\x1b") ? stripVTControlCharacters(text) : text;
  return isOfSingleColumns(drawn) ? drawn.length : widthByTables(text);
};

/** What knows all scripts and emoji of the world is loaded for the first text that needs it. */
const widthByTables = (text: string): number => {
  const tables: { readonly default: typeof StringWidth } = require("string-width");
  return tables.default(text);
};
const require = createRequire(import.meta.url);

/** `text` with spaces after it, up to `columns`. */
export const padTo = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** `text`, cut to `columns` with an ellipsis where it is longer. */
export const cutTo = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  for (const grapheme of graphemesOf(text)) {
    if (widthOf(kept + grapheme) > columns - 1) break;
    kept += grapheme;
  }
  return `${kept}…`;
};
