import type { Plugin } from "vite";

/** Micromark's list of what CommonMark knows. */
const constructs = /\/micromark\/lib\/constructs\.js$/u;
/** Its readers of documents: a message's blocks are found by `@beseda/markup` itself. */
const documents = /\/micromark\/lib\/initialize\/(?:content|document|flow)\.js$/u;

/** What is left of it within a line (MD-1); the rest is disabled wherever a message is parsed. */
const withinLines = `
import { characterEscape, codeText, labelEnd, labelStartImage, labelStartLink, lineEnding } from "micromark-core-commonmark";
import { resolver } from "./initialize/text.js";
export const document = {};
export const contentInitial = {};
export const flowInitial = {};
export const flow = {};
export const string = { 92: characterEscape };
export const text = {
  [-5]: lineEnding,
  [-4]: lineEnding,
  [-3]: lineEnding,
  33: labelStartImage,
  91: labelStartLink,
  92: characterEscape,
  93: labelEnd,
  96: codeText,
};
export const insideSpan = { null: [resolver] };
export const attentionMarkers = { null: [] };
export const disable = { null: [] };
`;

/** Creates a plugin that loads micromark without what no message has: HTML, headings, entities, documents. */
export const lighterMicromark = (): Plugin => ({
  name: "beseda:lighter-micromark",
  apply: "build",
  transform: {
    filter: { id: [constructs, documents] },
    handler: (code, id) => {
      if (constructs.test(id)) return withinLines;
      return Array.from(
        code.matchAll(/^export const (?<name>\w+)/gmu),
        ([, name]) => `export const ${name} = {};`,
      ).join("\n");
    },
  },
});
