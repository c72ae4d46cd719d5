/** A piece of a text: a web address or the text between them. */
export interface Piece {
  readonly kind: "text" | "link";
  readonly text: string;
  /** The offset in the whole text at which it begins. */
  readonly at: number;
}

// Bars and backquotes belong to the text around it, as does the end of a link's words:
// `[https://…](https://…)`.
const address = /https?:\/\/(?:(?!\]\()[^\s<>"«»“”|`])+/gu;
// Closing punctuation is not part of the address; a closing bracket is, if it was opened inside.
const trailing = /[.,:;!?…'*_~]+$/u;

const countOf = (text: string, character: string): number => text.split(character).length - 1;

const trimmed = (text: string): string => {
  let link = text.replace(trailing, "");
  let unopened = countOf(link, ")") - countOf(link, "(");
  while (unopened > 0 && link.endsWith(")")) {
    link = link.slice(0, -1).replace(trailing, "");
    unopened -= 1;
  }
  return link;
};

/** Splits a text into pieces; joined, they are the text again. */
export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  const plain = (upto: number) => {
    if (upto > end) pieces.push({ kind: "text", text: text.slice(end, upto), at: end });
    end = upto;
  };
  for (const match of text.matchAll(address)) {
    const link = trimmed(match[0]);
    if (!URL.canParse(link)) continue;
    plain(match.index);
    pieces.push({ kind: "link", text: link, at: end });
    end += link.length;
  }
  plain(text.length);
  return pieces;
};
