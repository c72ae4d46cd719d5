import type { Locale } from "@beseda/protocol";

/** What was asked for could not be written where it should go. */
export class UnprintedError extends Error {
  readonly #why: string;

  constructor(why: string, cause: unknown) {
    super(sentences.en(why), { cause });
    this.#why = why;
  }

  /** The sentence for a person. */
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
 * Writes to the standard output. Whoever reads it may have enough, as `head` does.
 * @throws {UnprintedError} it takes no more
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
 * What the standard output ended with.
 * @throws {UnprintedError} where nobody closed it
 */
export const refuseUnprinted = (error: unknown): void => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code !== "EPIPE") throw new UnprintedError(code, error);
};

/** Who writes is told by the callback. */
const nobody = (): void => undefined;
