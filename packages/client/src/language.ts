import type { Locale, Welcome } from "@beseda/protocol";
import type { ChatApi } from "./connection/connection.ts";
import type { Identity } from "./identity.ts";
import { onlyRefused } from "./refused-error.ts";

export interface LanguageParts {
  readonly identity: Pick<Identity, "locale">;
  readonly welcome: () => Welcome | undefined;
  /** The API of the connection, if there is one. */
  readonly api: () => ChatApi | undefined;
}

/** The language in which a person is addressed (CLI-9). */
export class Language {
  readonly #parts: LanguageParts;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
  }

  /** The language that was asked for, or that the server has chosen. */
  get locale(): Locale {
    return this.#parts.identity.locale ?? this.#parts.welcome()?.locale ?? "en";
  }

  speak(locale: Locale): void {
    if (this.#parts.identity.locale === locale) return;
    this.#parts.identity.locale = locale;
    this.#tell();
  }

  /** Sends the language again if it was lost with a connection: a session that goes on keeps its language. */
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
