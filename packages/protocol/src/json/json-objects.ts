/** A piece of a text: an object by its braces, or text that is not an object. */
export interface JsonPiece {
  readonly text: string;
  readonly isObject: boolean;
}

const blank = /\s/u;

/** Returns the position after the object that begins at `start`; undefined if it does not end. */
const endOfObject = (text: string, start: number): number | undefined => {
  let depth = 0;
  let isString = false;
  for (let place = start; place < text.length; place += 1) {
    const sign = text[place];
    if (isString) {
      if (sign === "\\") place += 1;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    if (depth === 0) return place + 1;
  }
  return undefined;
};

const endOfLine = (text: string, start: number): number => {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
};

/**
 * Yields the objects of a text, which may be adjacent or separated, on lines of their own or across several
 * (PRG-10). A piece that is not an object extends to the end of its line.
 */
export function* jsonPieces(text: string): Generator<JsonPiece, void, undefined> {
  /** Whether an object may span lines: after one that does not end, each line is read by itself. */
  let isWhole = true;
  for (let start = 0; start < text.length;) {
    if (blank.test(text[start] ?? "") || text[start] === "\uFEFF") {
      start += 1;
      continue;
    }
    const lineEnd = endOfLine(text, start);
    const within = isWhole ? text : text.slice(0, lineEnd);
    const end = text[start] === "{" ? endOfObject(within, start) : undefined;
    if (text[start] === "{" && end === undefined) isWhole = false;
    yield { text: text.slice(start, end ?? lineEnd).trimEnd(), isObject: end !== undefined };
    start = end ?? lineEnd;
  }
}

/** The beginning of an object that a program sends. */
const beginning = /^[\s\uFEFF]*\{\s*(?:"|$)/u;

/** Whether a text consists of whole objects, or may still become so (`unfinished`); `none` for neither. */
export const jsonExtent = (text: string): "whole" | "unfinished" | "none" => {
  if (!beginning.test(text)) return "none";
  for (const { isObject, text: piece } of jsonPieces(text)) {
    if (!isObject) return beginning.test(piece) ? "unfinished" : "none";
  }
  return "whole";
};
