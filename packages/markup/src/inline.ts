import { parse } from "micromark";
import type { Chunk, Event, Token } from "micromark-util-types";
import { piecesOf } from "./addresses.ts";
import type { Inline } from "./ast.ts";
import { bounds } from "./bounds.ts";
import { marksOf } from "./marks.ts";
import { shownHost } from "./shown-host.ts";
import { paired, type Mark } from "./spans.ts";

const lineFeed = -4;
const anyMark = /[*_~|`[\\]/u;
const lookAhead = /[[\]`]/gu;
const schemes: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
/** The characters that a backslash escapes; it is then not shown. Before any other it is a backslash. */
const escapable = "*_~`|[]>";

const chunksOf = (source: string): Chunk[] => {
  const chunks: Chunk[] = source.split("\n").flatMap((line) => (line === "" ? [lineFeed] : [line, lineFeed]));
  chunks[chunks.length - 1] = null;
  return chunks;
};

const eventsOf = (source: string): readonly Event[] => {
  const links = piecesOf(source).filter(({ kind }) => kind === "link");
  const addresses = new Map(links.map((piece) => [piece.at, piece]));
  const looksAhead = (source.match(lookAhead)?.length ?? 0) <= bounds.lookAheads;
  return parse({ extensions: [marksOf({ addresses, looksAhead })] })
    .text()
    .write(chunksOf(source));
};

/** Returns a text as it was typed, with its addresses as links. */
export const asTyped = (source: string): readonly Inline[] =>
  piecesOf(source).map(({ kind, text }) => (kind === "text" ? { kind, text } : addressLink(text)));

const addressLink = (text: string): Inline => {
  const host = shownHost(text, text);
  return {
    kind: "link",
    href: text,
    ...(host !== undefined && { host }),
    children: [{ kind: "text", text }],
  };
};

/** Returns the visible words of inlines. */
export const wordsOf = (inlines: readonly Inline[]): string =>
  inlines.map((inline) => ("text" in inline ? inline.text : wordsOf(inline.children))).join("");

const codeWithin = (source: string): string => {
  const marks = /^`+/u.exec(source)?.[0].length ?? 0;
  const code = source.slice(marks, -marks);
  // A blank at both ends only separates a backquote.
  return /^ .*\S.* $/su.test(code) ? code.slice(1, -1) : code;
};

interface OpenLink {
  readonly outer: (Inline | Mark)[];
  destination: string;
}

/** Processes micromark's tokens; everything that is not a mark stays as it was typed. */
class Reading {
  readonly #source: string;
  #items: (Inline | Mark)[] = [];
  #link: OpenLink | undefined;
  /** The offset up to which the source is read. */
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  enter(token: Token): void {
    const start = token.start.offset;
    const end = token.end.offset;
    if (token.type === "resourceDestinationString" && this.#link !== undefined) {
      this.#link.destination = this.#source.slice(start, end);
    }
    if (start < this.#at) return;
    switch (token.type) {
      case "mark":
        return this.#mark(token);
      case "codeText":
        return this.#push({ kind: "code", text: codeWithin(this.#source.slice(start, end)) }, token);
      case "image":
        return this.#push(asTyped(this.#source.slice(start, end)), token);
      case "address":
        // Within a link an address is part of the link's text.
        if (this.#link === undefined) this.#push(addressLink(this.#source.slice(start, end)), token);
        return undefined;
      case "characterEscape":
        return this.#escape(start);
      case "link":
        this.#text(start);
        this.#link = { outer: this.#items, destination: "" };
        this.#items = [];
        return undefined;
      case "labelMarker":
      case "resource":
        return this.#leaveOut(token);
      default:
        return undefined;
    }
  }

  exit(token: Token): void {
    if (token.type !== "link" || this.#link === undefined) return;
    const { outer, destination } = this.#link;
    const children = paired(this.#items);
    this.#items = outer;
    this.#link = undefined;
    const typed = this.#source.slice(token.start.offset, token.end.offset);
    this.#items.push(...linkOf(children, destination, typed));
  }

  end(): readonly Inline[] {
    this.#text(this.#source.length);
    return paired(this.#items);
  }

  #text(until: number): void {
    if (until > this.#at) this.#items.push({ kind: "text", text: this.#source.slice(this.#at, until) });
    this.#at = Math.max(this.#at, until);
  }

  #leaveOut({ start, end }: Token): void {
    if (this.#link === undefined) return;
    this.#text(start.offset);
    this.#at = end.offset;
  }

  #push(found: Inline | readonly Inline[], { start, end }: Token): void {
    this.#text(start.offset);
    this.#items.push(...[found].flat());
    this.#at = end.offset;
  }

  #mark({ start, end, _open: opens = false, _close: closes = false }: Token): void {
    this.#text(start.offset);
    const character = this.#source.charAt(start.offset);
    this.#items.push({ kind: "mark", character, length: end.offset - start.offset, opens, closes });
    this.#at = end.offset;
  }

  #escape(start: number): void {
    if (!escapable.includes(this.#source.charAt(start + 1))) return;
    this.#text(start);
    this.#at = start + 1;
  }
}

const linkOf = (children: readonly Inline[], destination: string, typed: string): readonly Inline[] => {
  const href = URL.canParse(destination) ? new URL(destination) : undefined;
  const words = wordsOf(children);
  if (href === undefined || !schemes.has(href.protocol) || words.trim() === "") return asTyped(typed);
  const host = shownHost(words, href.href);
  return [{ kind: "link", href: href.href, ...(host !== undefined && { host }), children }];
};

/** Parses one paragraph: lines without a blank line between them. */
export const inlinesOf = (source: string): readonly Inline[] => {
  if (!anyMark.test(source)) return asTyped(source);
  const reading = new Reading(source);
  for (const [step, token] of eventsOf(source)) reading[step](token);
  return reading.end();
};
