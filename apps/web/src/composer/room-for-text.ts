import { characters, cleanText } from "@beseda/protocol";

/** How a text stands to the limit: silent far from it, then what is left, then what is too much. */
export type RoomForText =
  | { readonly kind: "plenty" }
  | { readonly kind: "little"; readonly left: number }
  | { readonly kind: "over"; readonly by: number };

/** The counter appears at nine tenths of the limit. */
export const roomForText = (text: string, limit: number): RoomForText => {
  const left = limit - characters(cleanText(text.trim()));
  if (left < 0) return { kind: "over", by: -left };
  return left <= limit / 10 ? { kind: "little", left } : { kind: "plenty" };
};
