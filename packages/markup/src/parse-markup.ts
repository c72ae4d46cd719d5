import type { Block } from "./ast.ts";
import { BlockReader } from "./blocks.ts";
import { bounds } from "./bounds.ts";
import { asTyped } from "./inline.ts";

/**
 * What a message is made of (MD-1). A text without markup is one block whose text is the text itself; one that is too long
 * to be read for it is, too.
 */
export const parseMarkup = (text: string): readonly Block[] => {
  if (text.length > bounds.longestText) return [{ kind: "text", children: asTyped(text) }];
  return new BlockReader().read({ lines: text.split("\n"), depth: 0 });
};
