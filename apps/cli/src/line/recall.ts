import { editorWith, type Editor } from "./editor.ts";

/** The lines sent before, which ↑ and ↓ bring back. */
export interface Recall {
  readonly sent: readonly string[];
  /** The index of the shown one; `sent.length` is the draft. */
  readonly at: number;
  /** The text being written when ↑ was first pressed. */
  readonly draft: string;
}

const rememberedLines = 500;

export const emptyRecall: Recall = { sent: [], at: 0, draft: "" };

/** Adds a sent line, unless it repeats the one before. */
export const remember = ({ sent }: Recall, text: string): Recall => {
  const next = text.trim() === "" || sent.at(-1) === text ? sent : [...sent, text].slice(-rememberedLines);
  return { sent: next, at: next.length, draft: "" };
};

export interface Recalled {
  readonly recall: Recall;
  readonly editor: Editor;
}

const shown = (recall: Recall, at: number): Recalled => ({
  recall: { ...recall, at },
  editor: editorWith(recall.sent[at] ?? recall.draft),
});

/** The line before the shown one; stays at the first. */
export const older = (recall: Recall, current: string): Recalled | undefined => {
  if (recall.at === 0) return undefined;
  const draft = recall.at === recall.sent.length ? current : recall.draft;
  return shown({ ...recall, draft }, recall.at - 1);
};

/** The line after the shown one, at last the draft. */
export const newer = (recall: Recall): Recalled | undefined =>
  recall.at === recall.sent.length ? undefined : shown(recall, recall.at + 1);
