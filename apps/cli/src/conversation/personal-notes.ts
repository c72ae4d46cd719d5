import type { ChatSnapshot } from "@beseda/client";
import { familiarPlaceOf, textsOf, type Locale } from "@beseda/protocol";

/** Tells the news of the person alone, in no room: each invitation once, and reports when there are more. */
export class PersonalNotes {
  readonly #locale: Locale;
  readonly #told = new Set<string>();
  #reports = 0;

  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** Returns the lines that are news. */
  tell({ invitations, reports }: Pick<ChatSnapshot, "invitations" | "reports">): readonly string[] {
    const { lines } = textsOf(this.#locale);
    const news = invitations.filter(({ room, by, time }) => !this.#told.has(`${room} ${by} ${time}`));
    for (const { room, by, time } of news) this.#told.add(`${room} ${by} ${time}`);
    const hasMore = reports > this.#reports;
    this.#reports = reports;
    return [
      ...news.map(({ room, by_name }) => lines.invitedYou(by_name, familiarPlaceOf(room))),
      ...(hasMore ? [lines.reportsWait(reports)] : []),
    ];
  }
}
