import type { Locale } from "@beseda/protocol";

/** The requested output could not be written to its destination. */
export class UnprintedError extends Error {
  readonly #why: string;

  constructor(why: string, cause: unknown) {
    super(sentences.en(why), { cause });
    this.#why = why;
  }

  /** Returns the sentence for a person. */
  in(locale: Locale): string {
    return sentences[locale](this.#why);
  }
}

const sentences: Readonly<Record<Locale, (why: string) => string>> = {
  en: (why) =>
    `The answer could not be written to the standard output (${why}). Make room, or send it elsewhere.`,
  ru: (why) =>
    `Ответ не удалось записать в стандартный вывод (${why}). Освободите место или направьте его в другое место.`,
};

/**
 * Writes to the standard output. Its reader may stop early, as `head` does.
 * @throws {UnprintedError} if the output takes no more
 */
export const print = async (text: string | Uint8Array): Promise<void> => {
  process.stdout.once("error", nobody);
  const error = await new Promise<Error | null | undefined>((resolve) =>
    process.stdout.write(text, (failure) => resolve(failure)),
  );
  if (!error) process.stdout.off("error", nobody);
  if (error) refuseUnprinted(error);
};

/**
 * Handles the error with which the standard output ended.
 * @throws {UnprintedError} if its reader did not close it
 */
export const refuseUnprinted = (error: unknown): void => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code !== "EPIPE") throw new UnprintedError(code, error);
};

/** Ignores the event: the writer gets the error by the callback. */
const nobody = (): void => undefined;
