/** A mention that is being typed. */
export interface BegunMention {
  /** Index of its `@`. */
  readonly from: number;
  /** The part of the name. */
  readonly typed: string;
}

const begun = /(?<![\p{L}\p{N}_])@(?:["«](?<quoted>[^"«»\n]{0,32})|(?<word>[\p{L}\p{M}\p{N}_-]{0,32}))$/u;
const oneWord = /^[\p{L}\p{M}\p{N}_-]+$/u;
/** The most names offered: more would cover the conversation. */
const offeredAtMost = 5;

/** Returns the mention that ends at the caret (MSG-5). */
export const mentionBefore = (text: string, caret: number): BegunMention | undefined => {
  const found = begun.exec(text.slice(0, caret));
  return found === null
    ? undefined
    : { from: found.index, typed: found.groups?.quoted ?? found.groups?.word ?? "" };
};

/** Returns the names that a mention may become; none once it is whole. */
export const namesFor = ({ typed }: BegunMention, names: readonly string[]): readonly string[] => {
  const wanted = typed.toLowerCase();
  const found = names.filter((name) => name.toLowerCase().startsWith(wanted));
  return found.some((name) => name.toLowerCase() === wanted) ? [] : found.slice(0, offeredAtMost);
};

const inQuotes = (name: string): string => {
  if (oneWord.test(name)) return name;
  return name.includes('"') ? `«${name}»` : `"${name}"`;
};

/** Returns the text with the name in place of what was typed of it, and where the caret is then. */
export const withMention = (
  text: string,
  caret: number,
  { mention, name }: { readonly mention: BegunMention; readonly name: string },
): { readonly text: string; readonly caret: number } => {
  const before = `${text.slice(0, mention.from)}@${inQuotes(name)} `;
  return { text: before + text.slice(caret).replace(/^ /u, ""), caret: before.length };
};
