import type { Locale } from "@beseda/protocol";

/** What can be typed to narrow a search, and what it does; what ends with `:` is completed by hand. */
type Hint = readonly [typed: string, meaning: string];

interface SearchTexts {
  readonly field: string;
  readonly orders: Readonly<Record<"newest" | "best", string>>;
  readonly hintsTitle: string;
  /** @param place - the room on the screen as one word, `#lobby` */
  readonly hints: (place: string) => readonly Hint[];
  /** Stands behind how many were found. */
  readonly thereIsMore: string;
  readonly nothingYet: string;
  readonly tries: readonly string[];
  readonly more: string;
}

/** Texts of the search that stand nowhere else. */
export const searchTexts: Readonly<Record<Locale, SearchTexts>> = {
  ru: {
    field: "Поиск по сообщениям",
    orders: { newest: "Сначала новые", best: "Сначала точные" },
    hintsTitle: "Поиск можно уточнить",
    hints: (place) => [
      ["от:", "кто написал"],
      [`в:${place} `, "в этой комнате"],
      ["после:вчера ", "позже этого дня"],
      ["до:", "раньше: до:2026-11-30"],
      ["есть:файл ", "с файлом"],
      ["есть:ссылка ", "со ссылкой"],
      ["это:закреплено ", "закреплённые"],
      ['"', 'подряд: "добрый день"'],
      ["-", "без слова: -черновик"],
    ],
    thereIsMore: "Есть ещё.",
    nothingYet: "Пока ничего, но это не все сообщения.",
    tries: ["Оставьте меньше слов или начало слова.", "Ищется только в ваших комнатах."],
    more: "Искать дальше",
  },
  en: {
    field: "Search messages",
    orders: { newest: "Newest first", best: "Best first" },
    hintsTitle: "Narrow the search",
    hints: (place) => [
      ["from:", "who wrote it"],
      [`in:${place} `, "in this room"],
      ["after:yesterday ", "after that day"],
      ["before:", "before: 2026-11-30"],
      ["has:file ", "with a file"],
      ["has:link ", "with a link"],
      ["is:pinned ", "pinned ones"],
      ['"', 'side by side: "good day"'],
      ["-", "without a word: -draft"],
    ],
    thereIsMore: "There is more.",
    nothingYet: "Nothing yet, but there are more messages.",
    tries: ["Leave fewer words, or the beginning of one.", "Only your rooms are searched."],
    more: "Search on",
  },
};
