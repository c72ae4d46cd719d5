import type { Block, Inline, Link, parseMarkup } from "@beseda/markup";
import { Fragment, useMemo, type ReactNode } from "react";
import { Fence } from "./fence.tsx";
import { Spoiler } from "./spoiler.tsx";

interface MarkedTextProps {
  readonly text: string;
  /** The parser, which loads later than the drawing code. */
  readonly parse: typeof parseMarkup;
}

/** A text with its markup, as elements: no HTML is involved (MD-1, MD-2). */
export const MarkedText = ({ text, parse }: MarkedTextProps): ReactNode => {
  const blocks = useMemo(() => parse(text), [parse, text]);
  return <Blocks blocks={blocks} />;
};

// The tree of one text never changes: a position in it is a key.
const keyed = <T,>(parts: readonly T[], draw: (part: T) => ReactNode): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key -- see above
  parts.map((part, index) => <Fragment key={index}>{draw(part)}</Fragment>);

const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }): ReactNode => keyed(blocks, blockOf);

const blockOf = (block: Block): ReactNode => {
  switch (block.kind) {
    case "text":
      return <span className="marked-lines">{keyed(block.children, inlineOf)}</span>;
    case "fence":
      return <Fence {...block} />;
    case "quote":
      return (
        <blockquote className="quote">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case "list": {
      const List = block.items[0]?.number === undefined ? "ul" : "ol";
      return (
        <List className="marked-list">
          {block.items.map(({ number, children }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <li key={index} value={number}>
              <Blocks blocks={children} />
            </li>
          ))}
        </List>
      );
    }
  }
};

const inlineOf = (inline: Inline): ReactNode => {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return (
        <code className="code" dir="ltr">
          {inline.text}
        </code>
      );
    case "emphasis":
      return <em>{keyed(inline.children, inlineOf)}</em>;
    case "strong":
      return <strong>{keyed(inline.children, inlineOf)}</strong>;
    case "strike":
      return <s>{keyed(inline.children, inlineOf)}</s>;
    case "spoiler":
      return <Spoiler words={wordsOf(inline)}>{keyed(inline.children, inlineOf)}</Spoiler>;
    case "link":
      return <Followed {...inline} />;
  }
};

const wordsOf = (inline: Inline): string =>
  "text" in inline ? inline.text : inline.children.map(wordsOf).join("");

/** A link: its words cannot turn or hide what stands beside them (MD-4). */
const Followed = ({ href, host, children }: Link) => (
  <>
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      <bdi>{keyed(children, inlineOf)}</bdi>
    </a>
    {host !== undefined && (
      <span className="link-host" data-testid="link-host" dir="ltr">
        {" "}
        ({host})
      </span>
    )}
  </>
);
