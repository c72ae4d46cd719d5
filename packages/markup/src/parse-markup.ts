import type { Block } from "./ast.ts";
import { BlockReader } from "./blocks.ts";
import { bounds } from "./bounds.ts";
import { asTyped } from "./inline.ts";

/**
 * Parses a message into blocks (MD-1). A text without markup is one block with the text itself; so is a text
 * that is too long to be parsed.
 */
export const parseMarkup = (text: string): readonly Block[] => {
  if (text.length > bounds.longestText) return [{ kind: "text", children: asTyped(text) }];
  return new BlockReader().read({ lines: text.split("\n"), depth: 0 });
};
