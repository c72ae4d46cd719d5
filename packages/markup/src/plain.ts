import type { Block, Inline } from "./ast.ts";
import { parseMarkup } from "./parse-markup.ts";
import { hidden } from "./spoilers.ts";

const plainInline = (inline: Inline): string => {
  if (inline.kind === "spoiler") return hidden;
  return "text" in inline ? inline.text : inline.children.map(plainInline).join("");
};

const plainBlock = (block: Block): string => {
  switch (block.kind) {
    case "text":
      return block.children.map(plainInline).join("");
    case "fence":
      return block.text;
    case "quote":
      return block.children.map(plainBlock).join("\n");
    case "list":
      return block.items.map((item) => item.children.map(plainBlock).join("\n")).join("\n");
  }
};

/** Returns the words of a message without marks, where only words have room: a notice, a quotation. */
export const plainOf = (text: string): string => parseMarkup(text).map(plainBlock).join("\n");
