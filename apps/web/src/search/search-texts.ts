import type { Locale } from "@beseda/protocol";

/** What can be typed to narrow a search, and what it does; what ends with `:` is completed by hand. */
type Hint = readonly [typed: string, meaning: string];

interface SearchTexts {
  readonly field: string;
  readonly close: string;
  readonly order: string;
  readonly orders: Readonly<Record<"newest" | "best", string>>;
  readonly hintsTitle: string;
  /** @param place - the room on the screen as one word, `#lobby` */
  readonly hints: (place: string) => readonly Hint[];
  readonly found: (hits: number, hasMore: boolean) => string;
  readonly meant: (words: string) => string;
  readonly nothing: string;
  readonly nothingYet: string;
  readonly tries: readonly string[];
  readonly more: string;
  readonly further: string;
}

/** Texts of the search, loaded with it. */
export const searchTexts: Readonly<Record<Locale, SearchTexts>> = {
  ru: {
    field: "Поиск по сообщениям",
    close: "Закрыть поиск",
    order: "Порядок",
    orders: { newest: "Сначала новые", best: "Сначала точные" },
    hintsTitle: "Поиск можно уточнить",
    hints: (place) => [
      ["от:", "кто написал: от:Анна"],
      [`в:${place} `, "только в этой комнате"],
      ["после:вчера ", "не раньше дня: после:2026-11-30"],
      ["до:", "раньше дня, месяца или года: до:2026-11"],
      ["есть:файл ", "с файлом"],
      ["есть:ссылка ", "со ссылкой"],
      ["это:закреплено ", "закреплённые"],
      ['"', 'слова подряд: "добрый день"'],
      ["-", "без этого слова: -черновик"],
    ],
    found: (hits, hasMore) => (hasMore ? `Показано: ${hits}, есть ещё` : `Найдено: ${hits}`),
    meant: (words) => `Как набрано, ничего нет; найдено по «${words}».`,
    nothing: "Ничего не найдено",
    nothingYet: "Пока ничего не найдено, просмотрены не все сообщения",
    tries: [
      "Оставьте меньше слов или только начало слова.",
      "Уберите кавычки и уточнения вроде от: и до:.",
      "Ищется только в комнатах, в которых вы состоите.",
    ],
    more: "Показать ещё",
    further: "Искать дальше",
  },
  en: {
    field: "Search messages",
    close: "Close the search",
    order: "Order",
    orders: { newest: "Newest first", best: "Best first" },
    hintsTitle: "Narrow the search",
    hints: (place) => [
      ["from:", "who wrote it: from:Anna"],
      [`in:${place} `, "only in this room"],
      ["after:yesterday ", "after a day: after:2026-11-30"],
      ["before:", "before a day, month or year: before:2026-11"],
      ["has:file ", "with a file"],
      ["has:link ", "with a link"],
      ["is:pinned ", "pinned ones"],
      ['"', 'words side by side: "good day"'],
      ["-", "without a word: -draft"],
    ],
    found: (hits, hasMore) => (hasMore ? `Shown: ${hits}, there is more` : `Found: ${hits}`),
    meant: (words) => `Nothing is found as it was typed; this is found for “${words}”.`,
    nothing: "Nothing was found",
    nothingYet: "Nothing was found so far, there are more messages to look at",
    tries: [
      "Leave fewer words, or only the beginning of one.",
      "Take away quotes and limits such as from: and before:.",
      "Only rooms that you are a member of are searched.",
    ],
    more: "Show more",
    further: "Search on",
  },
};
