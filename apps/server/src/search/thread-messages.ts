import type { FoundMessages, IndexedPart, IndexTrouble, Wanted } from "./search-index.ts";

/** A request to the thread. Records are lines of JSON in UTF-8. */
export type Request =
  | { readonly kind: "open" | "clear" | "end" }
  /** Records behind `after`, and the part that it has with them. */
  | {
      readonly kind: "take";
      readonly lines: Uint8Array;
      readonly after: number;
      readonly part: IndexedPart;
    }
  /** The texts that a `take` needs. */
  | { readonly kind: "texts"; readonly lines: Uint8Array }
  | { readonly kind: "find"; readonly wanted: Wanted };

/** An answer of the thread. */
export type Answer =
  | { readonly kind: "part"; readonly part: IndexedPart | undefined }
  /** `seq`s of the records that have texts as they are in the index. */
  | { readonly kind: "needs"; readonly seqs: readonly number[] }
  | { readonly kind: "found"; readonly found: FoundMessages }
  | { readonly kind: "failed"; readonly trouble: IndexTrouble; readonly message: string };

export type Numbered<Message> = Message & { readonly id: number };
