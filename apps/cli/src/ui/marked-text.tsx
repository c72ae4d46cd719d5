import { parseMarkup, type Block, type Inline, type Link } from "@beseda/markup";
import { Text, Transform } from "ink";
import { Fragment, type ReactNode } from "react";
import { widthOf } from "../format/width.ts";

const keyed = <T,>(parts: readonly T[], draw: (part: T, index: number) => ReactNode): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key -- a text's tree never changes: a place in it is a key
  parts.map((part, index) => <Fragment key={index}>{draw(part, index)}</Fragment>);

const wordsOf = (inline: Inline): string =>
  "text" in inline ? inline.text : inline.children.map(wordsOf).join("");

/**
 * Returns a function that makes words a link in terminals that support links; others show the words alone.
 */
const linkTo =
  (href: string) =>
  (words: string): string =>
    `\x1b]8;;${new URL(href).href}\x1b\\${words}\x1b]8;;\x1b\\`;

const Followed = (link: Link): ReactNode => {
  const words = wordsOf(link);
  return (
    <>
      <Transform transform={linkTo(link.href)}>
        <Text underline>{keyed(link.children, inlineOf)}</Text>
      </Transform>
      {words !== link.href && <Text dimColor> ({link.href})</Text>}
    </>
  );
};

/** Covers hidden words with as many columns, and does not write the words (MD-6). */
const covered = (words: string): string => words.replaceAll(/\S+/gu, (word) => "▒".repeat(widthOf(word)));

const inlineOf = (inline: Inline): ReactNode => {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <Text color="cyan">{inline.text}</Text>;
    case "emphasis":
      return <Text italic>{keyed(inline.children, inlineOf)}</Text>;
    case "strong":
      return <Text bold>{keyed(inline.children, inlineOf)}</Text>;
    case "strike":
      return <Text strikethrough>{keyed(inline.children, inlineOf)}</Text>;
    case "spoiler":
      return covered(wordsOf(inline));
    case "link":
      return <Followed {...inline} />;
  }
};

/** Returns the margin of each line in a quote or an item, since text within text cannot be indented. */
const marginOf = (margin: string, rest: string) => (line: string, index: number) =>
  (index === 0 ? margin : rest) + line;

const blockOf = (block: Block): ReactNode => {
  switch (block.kind) {
    case "text":
      return keyed(block.children, inlineOf);
    case "fence":
      return (
        <Transform transform={marginOf("  ", "  ")}>
          <Text color="cyan">{block.text}</Text>
        </Transform>
      );
    case "quote":
      return (
        <Transform transform={marginOf("│ ", "│ ")}>
          <Text dimColor>{blocksOf(block.children)}</Text>
        </Transform>
      );
    case "list":
      return keyed(block.items, ({ number, children }, index) => {
        const sign = number === undefined ? "• " : `${number}. `;
        return (
          <>
            {index > 0 && "\n"}
            <Transform transform={marginOf(sign, " ".repeat(sign.length))}>
              <Text>{blocksOf(children)}</Text>
            </Transform>
          </>
        );
      });
  }
};

const blocksOf = (blocks: readonly Block[]): ReactNode =>
  keyed(blocks, (block, index) => (
    <>
      {index > 0 && "\n"}
      {blockOf(block)}
    </>
  ));

/** A message with its markup, in the terminal's own styles (MD-1). */
export const MarkedText = ({ text }: { readonly text: string }): ReactNode => blocksOf(parseMarkup(text));
