export type * from "./ast.ts";
export { bounds } from "./bounds.ts";
export { parseMarkup } from "./parse-markup.ts";
export { plainOf } from "./plain.ts";
