import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import type StringWidth from "string-width";
import { Graphemes } from "./graphemes.ts";
import { isOfSingleColumns } from "./plain.ts";

const graphemes = new Graphemes();

/** Splits a text into graphemes: «й» of two code points, a flag, a family of emoji. */
export const graphemesOf = (text: string): readonly string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Returns the columns that a text takes in a terminal; escape sequences take none. */
export const widthOf = (text: string): number => {
  const drawn = text.includes("\x1b") ? stripVTControlCharacters(text) : text;
  return isOfSingleColumns(drawn) ? drawn.length : widthByTables(text);
};

/** Loads the tables of all scripts and emoji of the world for the first text that needs them. */
const widthByTables = (text: string): number => {
  const tables: { readonly default: typeof StringWidth } = require("string-width");
  return tables.default(text);
};
const require = createRequire(import.meta.url);

/** Returns `text` padded with spaces to `columns`. */
export const padTo = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** Returns `text`, cut to `columns` with an ellipsis if it is longer. */
export const cutTo = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  for (const grapheme of graphemesOf(text)) {
    if (widthOf(kept + grapheme) > columns - 1) break;
    kept += grapheme;
  }
  return `${kept}…`;
};
