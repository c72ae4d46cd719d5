import * as fc from "fast-check";

const word = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...Array.from("*_~|`>-[]!\\<&:# \n"),
      "**",
      "||",
      "~~",
      "```",
      "> ",
      "- ",
      "1. ",
      "\n\n",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("слово", "word", "é", "https://example.org/a_b", "ё", " ") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
);

/** Marks and words in any order, without link destinations, which are not shown. */
export const anyText = fc
  .array(word, { maxLength: 60 })
  .map((words) => words.join("").replaceAll("](", "] ("));

const longest = 4000;
const filled = (piece: string): string => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);

/** Texts that have brought down markup parsers. */
export const hostileTexts: Readonly<Record<string, string>> = {
  quotes: ">".repeat(1000),
  "quotes with blanks": filled("> "),
  "quotes of lines": filled("> > > > > > > > a\n"),
  "quotes of nothing": filled(">\n"),
  "lists in a line": filled("- "),
  "lists in quotes": filled("> - "),
  "lists by margin": Array.from({ length: 80 }, (_, depth) => `${" ".repeat(2 * depth)}- a`).join("\n"),
  items: filled("- a\n\n  b\n"),
  asterisks: "*".repeat(5000),
  "emphasis that opens": filled("*a **b "),
  "emphasis that closes": filled("a* b** "),
  "emphasis in emphasis": "*a _b ".repeat(330) + "b_ a* ".repeat(330),
  "emphasis of punctuation": filled("*_"),
  spoilers: "||a ".repeat(500) + "a|| ".repeat(500),
  brackets: "[".repeat(5000),
  "brackets that close": "[".repeat(2000) + "]".repeat(2000),
  "links without an end": filled("[a]("),
  "titles without an end": filled('[a](b "'),
  "parentheses in a link": `[a](${"(".repeat(3990)}`,
  "links in links": `${"[".repeat(150)}a${"](https://example.org)".repeat(150)}`,
  backquotes: "`".repeat(4000),
  "backquotes of all lengths": Array.from({ length: 88 }, (_, length) => "`".repeat(length + 1)).join("x"),
  backslashes: filled("\\*"),
  paragraphs: filled("*a*\n\n"),
  fences: filled("```\n"),
  "brackets in an address": `https://a${"(".repeat(1900)}${")".repeat(2000)}`,
  "dots in a link": `[${filled("a.")}](https://example.org)`,
};
