import type { Locale } from "@beseda/protocol";
import { clientTexts } from "../texts.ts";

/** What a storage has of a client, each kept by itself. */
export type Kept = "token" | "outbox";

export interface StorageProblemsParts {
  readonly locale: () => Locale;
  /** A sentence for a person, or none any more. */
  readonly onChange: (sentence: string | undefined) => void;
}

/** What is wrong with a storage, for a person: as long as it is (CLI-10). */
export class StorageProblems {
  readonly #parts: StorageProblemsParts;
  readonly #failures = new Map<Kept, string>();
  #unreadable: readonly string[] = [];

  constructor(parts: StorageProblemsParts) {
    this.#parts = parts;
  }

  failed(what: Kept, error: unknown): void {
    this.#failures.set(what, error instanceof Error ? error.message : String(error));
    this.tell();
  }

  /** The storage has all of it again. */
  kept(what: Kept): void {
    if (this.#failures.delete(what)) this.tell();
  }

  /** What lies at these places is left there. */
  unreadable(places: readonly string[]): void {
    this.#unreadable = places;
    if (places.length > 0) this.tell();
  }

  /** Says how it is now, in the language of the moment. */
  tell(): void {
    const { locale, onChange } = this.#parts;
    const { notKept, unreadable } = clientTexts(locale());
    const [failure] = this.#failures.values();
    if (failure !== undefined) onChange(notKept(failure));
    else onChange(this.#unreadable.length > 0 ? unreadable(this.#unreadable) : undefined);
  }
}
