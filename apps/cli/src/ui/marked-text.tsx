import { parseMarkup, type Block, type Inline, type Link } from "@beseda/markup";
import { Text, Transform } from "ink";
import { Fragment, type ReactNode } from "react";
import { widthOf } from "../format/width.ts";

const keyed = <T,>(parts: readonly T[], draw: (part: T, index: number) => ReactNode): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key -- a tree of one text never changes: a place in it is a key
  parts.map((part, index) => <Fragment key={index}>{draw(part, index)}</Fragment>);

const wordsOf = (inline: Inline): string =>
  "text" in inline ? inline.text : inline.children.map(wordsOf).join("");

/** What a terminal that knows links makes one of; the others show the words alone. */
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

/** What is hidden has as many columns as its words, which are not written (MD-6). */
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

/** Text in text cannot be set in: what is in a quote or an item has its margin in front of each line. */
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

/** A message with what was marked in it, in the terminal's own styles (MD-1). */
export const MarkedText = ({ text }: { readonly text: string }): ReactNode => blocksOf(parseMarkup(text));
