import type { Locale } from "./locale.ts";
import { textsOf, type Texts } from "./locale/texts.ts";

type ErrorTexts = Texts["errors"];
/** Codes of the errors that can occur between a client and a server. */
export type ErrorCode = keyof ErrorTexts;
type ParametersOf<Code extends ErrorCode> = Parameters<ErrorTexts[Code]>;

/** A refusal that a person can read, in either language, and act on. */
export class ChatError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "ChatError";
  readonly code: Code;
  readonly #values: ParametersOf<Code>;

  constructor(code: Code, ...values: ParametersOf<Code>) {
    super(describe("en", code, values));
    this.code = code;
    this.#values = values;
  }

  /** The values in the sentence, for a client that shows it in another language later (CLI-9). */
  get values(): readonly unknown[] {
    return this.#values;
  }

  /** The time to wait before a retry is worthwhile, if time alone helps. */
  get retryAfterMs(): number | undefined {
    const [waitMs] = this.#values;
    return this.code === "rate" && typeof waitMs === "number" ? Math.ceil(waitMs) : undefined;
  }

  /** The sentence for a person. */
  in(locale: Locale): string {
    return describe(locale, this.code, this.#values);
  }
}

type Sentences = { readonly [Code in ErrorCode]: (...values: ParametersOf<Code>) => string };

const describe = <Code extends ErrorCode>(locale: Locale, code: Code, values: ParametersOf<Code>): string => {
  const sentences: Sentences = textsOf(locale).errors;
  return sentences[code](...values);
};
