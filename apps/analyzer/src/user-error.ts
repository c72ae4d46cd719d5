import type { Texts } from "./locale/en.ts";

type ErrorTexts = Texts["errors"];
export type UserErrorCode = keyof ErrorTexts;
type ValuesOf<Code extends UserErrorCode> = Parameters<ErrorTexts[Code]>;
type Sentences = { readonly [Code in UserErrorCode]: (...values: ValuesOf<Code>) => string };

/** Something that the person who asked can change. The sentence is made from the code, in their language. */
export class UserError<Code extends UserErrorCode = UserErrorCode> extends Error {
  override readonly name = "UserError";
  readonly code: Code;
  readonly #values: ValuesOf<Code>;

  constructor(code: Code, ...values: ValuesOf<Code>) {
    super(code);
    this.code = code;
    this.#values = values;
  }

  in(texts: Texts): string {
    const sentences: Sentences = texts.errors;
    return sentences[this.code](...this.#values);
  }
}
