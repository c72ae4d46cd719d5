import stringWidth from "string-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What a person takes for one character: «й» of two code points, a flag, a family of emoji. */
export const graphemesOf = (text: string): readonly string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Columns that a text takes in a terminal. */
export const widthOf = (text: string): number => stringWidth(text);

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
