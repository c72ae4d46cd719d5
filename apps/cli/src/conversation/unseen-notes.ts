import type { ChatSnapshot } from "@beseda/client";
import { textsOf, type Locale } from "@beseda/protocol";
import type { Note } from "./entry.ts";

/** Warns once for each own message that mentions somebody who does not see it (MSG-5). */
export class UnseenNotes {
  readonly #locale: Locale;
  readonly #told = new Set<string>();

  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** Returns the warnings that are news. */
  tell({ unseenMentions }: Pick<ChatSnapshot, "unseenMentions">): readonly Note[] {
    const news = unseenMentions.filter(({ key }) => !this.#told.has(key));
    for (const { key } of news) this.#told.add(key);
    const { cannotSee } = textsOf(this.#locale).lines;
    return news.map(({ names }) => ({ tone: "warning", lines: [cannotSee(names)] }));
  }
}
