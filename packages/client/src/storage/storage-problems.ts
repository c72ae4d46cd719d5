import type { Locale } from "@beseda/protocol";
import { clientTexts } from "../texts.ts";

/** The parts that a storage keeps of a client, each by itself. */
export type Kept = "token" | "outbox";

export interface StorageProblemsParts {
  readonly locale: () => Locale;
  /** Called with a sentence for a person, or with undefined when the problem is over. */
  readonly onChange: (sentence: string | undefined) => void;
}

/** The problems of a storage, for a person: for as long as they last (CLI-10). */
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

  /** Notes that the storage has all of it again. */
  kept(what: Kept): void {
    if (this.#failures.delete(what)) this.tell();
  }

  /** Notes places that cannot be read; what lies there is left. */
  unreadable(places: readonly string[]): void {
    this.#unreadable = places;
    if (places.length > 0) this.tell();
  }

  /** Reports the current state, in the current language. */
  tell(): void {
    const { locale, onChange } = this.#parts;
    const { notKept, unreadable } = clientTexts(locale());
    const [failure] = this.#failures.values();
    if (failure !== undefined) onChange(notKept(failure));
    else onChange(this.#unreadable.length > 0 ? unreadable(this.#unreadable) : undefined);
  }
}
