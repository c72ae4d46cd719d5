import { characters, cleanText } from "@beseda/protocol";

/** The length of a text against the limit: silent far from it, then what is left, then the excess. */
export type RoomForText =
  | { readonly kind: "plenty" }
  | { readonly kind: "little"; readonly left: number }
  | { readonly kind: "over"; readonly by: number };

/** Compares a text with the limit: the counter appears at nine tenths of it. */
export const roomForText = (text: string, limit: number): RoomForText => {
  const left = limit - characters(cleanText(text.trim()));
  if (left < 0) return { kind: "over", by: -left };
  return left <= limit / 10 ? { kind: "little", left } : { kind: "plenty" };
};
