export { rangesOf, type Range } from "./matching.ts";
export { onOtherLayout, parseQuery } from "./parse-query.ts";
export type { Attachment, Reading, SearchQuery, SoughtWord, Term } from "./query.ts";
export { snippetOf, type Snippet } from "./snippet.ts";
export { stemOf } from "./stem.ts";
export { formOf, wordsOf, type Word } from "./words.ts";
