import { onCyrillicLayout, onLatinLayout } from "@beseda/protocol";

/** Signs of the Latin layout that Shift gives on the keys of Russian letters. */
const withoutShift: ReadonlyMap<string, string> = new Map([
  ["{", "["],
  ["}", "]"],
  [":", ";"],
  ['"', "'"],
  ["<", ","],
  [">", "."],
  ["~", "`"],
]);

const closing = /[.,;:!?]+$/u;

/**
 * Returns what the same keys type on the other layout; none for a text that has letters of both, or of
 * neither. What stands at its end may be a letter of that layout, or what ends a sentence.
 */
export const otherLayouts = (typed: string): readonly string[] => {
  const hasLatin = /[a-z]/iu.test(typed);
  const hasCyrillic = /[а-яё]/iu.test(typed);
  if (hasLatin === hasCyrillic) return [];
  if (hasCyrillic) return [onLatinLayout(typed)];
  const keys = Array.from(typed, (sign) => withoutShift.get(sign) ?? sign).join("");
  return [...new Set([keys.replace(closing, ""), keys])].map(onCyrillicLayout);
};
