import type { WordsReport } from "@beseda/protocol";
import { flag } from "../input/columns.ts";
import { withoutTexts } from "../input/text/text-counts.ts";
import type { Row } from "../rows/row.ts";
import { mostFirst } from "./counts.ts";
import { defineFold } from "./fold.ts";
import { topWords } from "./top-words.ts";

interface State {
  messages: number;
  words: number;
  characters: number;
  questions: number;
  shouts: number;
  links: number;
  emoji: number;
  actions: number;
  cyrillic: number;
  latin: number;
}

const init = (): State => ({
  messages: 0,
  words: 0,
  characters: 0,
  questions: 0,
  shouts: 0,
  links: 0,
  emoji: 0,
  actions: 0,
  cyrillic: 0,
  latin: 0,
});

const step = (state: State, row: Row): void => {
  if (!row.isSaid) return;
  state.messages += 1;
  if (row.flags & flag.action) state.actions += 1;
  reword(state, row, 1);
};

const reword = (state: State, { flags, words: spoken, characters, emoji }: Row, by: 1 | -1): void => {
  state.words += spoken * by;
  state.characters += characters * by;
  state.emoji += emoji * by;
  if (flags & flag.question) state.questions += by;
  if (flags & flag.shout) state.shouts += by;
  if (flags & flag.link) state.links += by;
  if (flags & flag.cyrillic) state.cyrillic += by;
  else if (flags & flag.latin) state.latin += by;
};

const listed = 50;

/** All texts of people, taken together. */
export const words = defineFold({
  key: "words",
  types: ["message"],
  init,
  step,
  reword,
  result: (state, { texts, taken }): WordsReport => {
    const { cyrillic, latin, ...counts } = state;
    const all = withoutTexts(texts, taken);
    return {
      ...counts,
      scripts: { cyrillic, latin, other: state.messages - cyrillic - latin },
      top_words: topWords(all),
      top_emoji: mostFirst(all.emoji, listed).map(([emoji, count]) => ({ emoji, count })),
      domains: mostFirst(all.domains, listed).map(([domain, count]) => ({ domain, count })),
      vocabulary: all.words.lengths.length,
      short_by: all.words.shortBy,
    };
  },
});
