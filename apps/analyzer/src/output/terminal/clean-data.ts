import { cleanLine } from "@beseda/protocol";

/**
 * Characters that move the cursor, control a terminal, turn the direction or are invisible. JSON has escaped
 * the first 32 itself.
 */
const unseen = /[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\p{Default_Ignorable_Code_Point}]/gu;

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");

/**
 * Returns data for programs as a terminal may be shown it (ANL-6): JSON says the same with its own escapes;
 * in tables and metrics nothing invisible is left.
 */
export const cleanData = (text: string, format: string): string =>
  format === "json" || format === "ndjson"
    ? text.replaceAll(unseen, escaped)
    : text.split(/\r?\n/u).map(cleanLine).join("\n");
