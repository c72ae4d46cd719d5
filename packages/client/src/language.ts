import type { Locale, Welcome } from "@beseda/protocol";
import type { ChatApi } from "./connection/connection.ts";
import type { Identity } from "./identity.ts";
import { onlyRefused } from "./refused-error.ts";

export interface LanguageParts {
  readonly identity: Pick<Identity, "locale">;
  readonly welcome: () => Welcome | undefined;
  /** Of the connection, where there is one. */
  readonly api: () => ChatApi | undefined;
}

/** The language that a person is spoken to in (CLI-9). */
export class Language {
  readonly #parts: LanguageParts;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
  }

  /** What was asked for, or what the server has chosen. */
  get locale(): Locale {
    return this.#parts.identity.locale ?? this.#parts.welcome()?.locale ?? "en";
  }

  speak(locale: Locale): void {
    if (this.#parts.identity.locale === locale) return;
    this.#parts.identity.locale = locale;
    this.#tell();
  }

  /** A session that goes on speaks as it did: lost with a connection, the language is told again. */
  greeted({ locale: spoken }: Welcome): void {
    const { locale } = this.#parts.identity;
    if (locale !== undefined && spoken !== locale) this.#tell();
  }

  #tell(): void {
    const { locale } = this.#parts.identity;
    const saying = this.#parts.api()?.ask({ kind: "mutation", path: "session.speak", input: { locale } });
    void saying?.catch(onlyRefused);
  }
}
