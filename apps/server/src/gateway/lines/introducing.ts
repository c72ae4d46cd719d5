import {
  ChatError,
  cleanName,
  localeSchema,
  problemOfName,
  type Introduction,
  type Locale,
} from "@beseda/protocol";
import type { HeardLine } from "./peer-format.ts";

export interface IntroducingParts {
  /** The wished name, as it came with the connection. */
  readonly name: string | undefined;
  readonly locale: string | undefined;
  /** The language of clients that name none. */
  readonly serverLocale: Locale;
}

/** The newcomer, as far as known: from the connection, or from a program's first object (PRG-8). */
export class Introducing {
  readonly #parts: IntroducingParts;
  #name: string | undefined;
  #password: string | undefined;
  #locale: Locale;
  #isOver = false;

  constructor(parts: IntroducingParts) {
    this.#parts = parts;
    this.#name = parts.name;
    this.#locale = localeSchema.safeParse(parts.locale).data ?? parts.serverLocale;
  }

  /** The wished name, as typed. */
  get name(): string | undefined {
    return this.#name;
  }

  get locale(): Locale {
    return this.#locale;
  }

  /** The introduction with which a session is opened. Later statements go to that session. */
  get introduction(): Introduction {
    this.#isOver = true;
    const name = this.#name;
    const isWish = name !== undefined && problemOfName(name) === undefined;
    return {
      locale: this.#locale,
      ...((isWish || this.#password !== undefined) && name !== undefined && { name: cleanName(name) }),
      ...(this.#password !== undefined && { password: this.#password }),
    };
  }

  /**
   * Takes the introduction from a first object; a password in it is used once, and is not in the returned
   * rest.
   */
  take(heard: HeardLine): HeardLine {
    if (this.#isOver || !("said" in heard)) return heard;
    const { password, ...said } = heard.said;
    this.#locale = said.locale ?? this.#locale;
    const isLogin = said.name !== undefined && password !== undefined && said.kind !== "register";
    if (isLogin) this.#password ??= password;
    if (isLogin || this.#name === undefined) this.#name = said.name;
    return isLogin ? { said } : heard;
  }

  /** Returns the errors in the introduction: clients in lines come in all the same. */
  complaints(): readonly ChatError[] {
    const { locale } = this.#parts;
    const problem =
      this.#name === undefined || this.#password !== undefined ? undefined : problemOfName(this.#name);
    return [
      ...(problem === undefined ? [] : [new ChatError("bad-name", problem)]),
      ...(locale === undefined || localeSchema.safeParse(locale).success
        ? []
        : [new ChatError("bad-introduction", "locale")]),
    ];
  }
}
