import type { Block, Inline, ListItem } from "./ast.ts";
import { bounds } from "./bounds.ts";
import { asTyped, inlinesOf } from "./inline.ts";
import { joined } from "./joined.ts";

// Excludes `>:(`, `>=` and `>18`, which are not quotes.
const quoteMark = /^ {0,3}>(?=[\s>\p{L}«"“*`~|[(]|$) ?/u;
const bullet = /^(?<indent> *)(?:[-*+]|(?<number>\d{1,9})\.)[ \t]+(?=\S)/u;
const fenceMark = /^ {0,3}(?<mark>`{3,}|~{3,})[ \t]*(?<info>[^`~]*)$/u;
const languageName = /^[\w+#.-]{1,20}$/u;
const ruler = /^[-*_+\s]+$/u;
const paragraphEnd = /(\n(?:[^\S\n]*\n)+)/u;

/** Lines to be parsed, and their nesting depth in quotes and lists. */
interface Place {
  readonly lines: readonly string[];
  readonly depth: number;
}

interface Part {
  readonly blocks: readonly Block[];
  /** The line after it. */
  readonly end: number;
}

const endOf = (lines: readonly string[], from: number, isPart: (index: number) => boolean): number => {
  let index = from;
  while (index < lines.length && isPart(index)) index += 1;
  return index;
};

const isBlank = (line: string | undefined): boolean => line?.trim() === "";

const fenceAt = ({ lines }: Place, at: number): Part | undefined => {
  const opening = fenceMark.exec(lines[at] ?? "")?.groups;
  // A fence with no lines after it encloses nothing.
  if (opening?.mark === undefined || at + 1 === lines.length) return undefined;
  const closing = new RegExp(`^ {0,3}${opening.mark}${opening.mark.charAt(0)}*\\s*$`, "u");
  const end = endOf(lines, at + 1, (index) => !closing.test(lines[index] ?? ""));
  const info = opening.info?.trim() ?? "";
  const isLanguage = languageName.test(info);
  // Text after the opening that is not a language becomes the first line: nothing typed is lost.
  const text = [...(isLanguage || info === "" ? [] : [info]), ...lines.slice(at + 1, end)].join("\n");
  return { blocks: [{ kind: "fence", ...(isLanguage && { language: info }), text }], end: end + 1 };
};

interface Item extends ListItem {
  readonly end: number;
}

const spansIn = (inlines: readonly Inline[]): number =>
  inlines.reduce((sum, inline) => {
    if (inline.kind === "text") return sum;
    return sum + 1 + ("children" in inline ? spansIn(inline.children) : 0);
  }, 0);

/** Reads the blocks of one message, up to their maximum number. */
export class BlockReader {
  #left: number = bounds.parts;
  #spansLeft: number = bounds.spans;

  read(place: Place): readonly Block[] {
    const { lines } = place;
    const blocks: Block[] = [];
    let textFrom = 0;
    let at = 0;
    while (at < lines.length) {
      const part = this.#partAt(place, at);
      if (part === undefined) {
        at += 1;
        continue;
      }
      blocks.push(...this.#text(lines.slice(textFrom, at)), ...part.blocks);
      at = part.end;
      textFrom = at;
    }
    blocks.push(...this.#text(lines.slice(textFrom)));
    return blocks;
  }

  #partAt(place: Place, at: number): Part | undefined {
    if (this.#left <= 0) return undefined;
    const fence = fenceAt(place, at);
    if (fence !== undefined || place.depth >= bounds.blockDepth) return fence;
    return this.#quoteAt(place, at) ?? this.#listAt(place, at);
  }

  #quoteAt({ lines, depth }: Place, at: number): Part | undefined {
    const end = endOf(lines, at, (index) => quoteMark.test(lines[index] ?? ""));
    if (end === at) return undefined;
    this.#left -= 1;
    const typed = lines.slice(at, end);
    const within = typed.map((line) => line.replace(quoteMark, ""));
    // Quote marks without content stay as typed.
    if (within.every(isBlank)) return { blocks: this.#text(typed), end };
    return { blocks: [{ kind: "quote", children: this.read({ lines: within, depth: depth + 1 }) }], end };
  }

  #listAt(place: Place, at: number): Part | undefined {
    const items: ListItem[] = [];
    let end = at;
    for (let item = this.#itemAt(place, at); item !== undefined; item = this.#itemAt(place, end)) {
      const { number, children } = item;
      if ((number === undefined) !== (items[0]?.number === undefined) && items.length > 0) break;
      items.push({ ...(number !== undefined && { number }), children });
      ({ end } = item);
    }
    return items.length === 0 ? undefined : { blocks: [{ kind: "list", items }], end };
  }

  #itemAt({ lines, depth }: Place, at: number): Item | undefined {
    const line = lines[at] ?? "";
    const found = ruler.test(line) ? null : bullet.exec(line);
    if (found === null || this.#left <= 0) return undefined;
    this.#left -= 1;
    const number = found.groups?.number;
    // Lines indented by two blanks more than the item belong to it; so does a blank line before such a line.
    const margin = (found.groups?.indent?.length ?? 0) + 2;
    const belongs = (index: number) => (lines[index] ?? "").search(/\S/u) >= margin;
    const end = endOf(
      lines,
      at + 1,
      (index) => belongs(index) || (isBlank(lines[index]) && belongs(index + 1)),
    );
    const within = [
      line.slice(found[0].length),
      ...lines.slice(at + 1, end).map((text) => text.slice(margin)),
    ];
    const children = this.read({ lines: within, depth: depth + 1 });
    return { ...(number !== undefined && { number: Number(number) }), children, end };
  }

  /** Parses paragraphs with the blank lines between them; drops those at the ends, as blocks have margins. */
  #text(lines: readonly string[]): readonly Block[] {
    const first = lines.findIndex((line) => !isBlank(line));
    if (first === -1) return [];
    const last = lines.findLastIndex((line) => !isBlank(line));
    const parts = lines
      .slice(first, last + 1)
      .join("\n")
      .split(paragraphEnd);
    return [{ kind: "text", children: joined(parts.flatMap((part) => this.#paragraph(part))) }];
  }

  #paragraph(source: string): readonly Inline[] {
    if (isBlank(source) || this.#left <= 0) return asTyped(source);
    this.#left -= 1;
    const inlines = inlinesOf(source);
    const spans = spansIn(inlines);
    if (spans > this.#spansLeft) return asTyped(source);
    this.#spansLeft -= spans;
    return inlines;
  }
}
