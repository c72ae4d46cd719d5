import type { Block, Inline, Link } from "../src/ast.ts";

const tags = { emphasis: "em", strong: "strong", strike: "strike", spoiler: "spoiler" } as const;

const drawnInline = (inline: Inline): string => {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return `<code>${inline.text}</code>`;
    case "link": {
      const words = inline.children.map(drawnInline).join("");
      return `<a ${inline.href}>${words}</a>${inline.host === undefined ? "" : `{${inline.host}}`}`;
    }
    default:
      return `<${tags[inline.kind]}>${inline.children.map(drawnInline).join("")}</${tags[inline.kind]}>`;
  }
};

const drawnBlock = (block: Block): string => {
  switch (block.kind) {
    case "text":
      return block.children.map(drawnInline).join("");
    case "fence":
      return `<fence${block.language === undefined ? "" : ` ${block.language}`}>${block.text}</fence>`;
    case "quote":
      return `<quote>${drawn(block.children)}</quote>`;
    case "list": {
      const items = block.items.map(
        ({ number, children }) =>
          `<item${number === undefined ? "" : ` ${number}`}>${drawn(children)}</item>`,
      );
      return `<list>${items.join("")}</list>`;
    }
  }
};

/** Writes a tree in one line, for the expectations of tests. */
export const drawn = (blocks: readonly Block[]): string => blocks.map(drawnBlock).join("|");

/** The blocks in a block; each level of a list counts as one. */
const within = (block: Block): readonly Block[] => {
  if (block.kind === "quote") return block.children;
  return block.kind === "list" ? block.items.flatMap(({ children }) => children) : [];
};

const inlinesIn = (blocks: readonly Block[]): readonly Inline[] =>
  blocks.flatMap((block) => (block.kind === "text" ? block.children : inlinesIn(within(block))));

export const blockDepthOf = (blocks: readonly Block[]): number =>
  Math.max(
    0,
    ...blocks.map((block) =>
      block.kind === "text" || block.kind === "fence" ? 0 : 1 + blockDepthOf(within(block)),
    ),
  );

const depthOf = (inlines: readonly Inline[]): number =>
  Math.max(0, ...inlines.map((inline) => ("children" in inline ? 1 + depthOf(inline.children) : 0)));

export const spanDepthOf = (blocks: readonly Block[]): number => depthOf(inlinesIn(blocks));

const linksAmong = (inlines: readonly Inline[]): readonly Link[] =>
  inlines.flatMap((inline) => {
    if (inline.kind === "link") return [inline];
    return "children" in inline ? linksAmong(inline.children) : [];
  });

export const linksIn = (blocks: readonly Block[]): readonly Link[] => linksAmong(inlinesIn(blocks));

const wordsAmong = (inlines: readonly Inline[]): string =>
  inlines.map((inline) => ("text" in inline ? inline.text : wordsAmong(inline.children))).join("");

/** All readable text. */
export const wordsIn = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === "fence") return (block.language ?? "") + block.text;
      return block.kind === "text" ? wordsAmong(block.children) : wordsIn(within(block));
    })
    .join("\n");
