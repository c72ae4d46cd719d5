import { useInput, usePaste } from "ink";
import { useRef, useState } from "react";
import type { Known } from "@beseda/protocol";
import { keystrokesOf, type Keystroke } from "../line/keys.ts";
import { emptyPrompt, press, type Prompt, type Wish } from "../line/prompt.ts";

export interface PromptOptions {
  /** Called when Tab is pressed. */
  readonly sources: () => Known;
  readonly onWish: (wish: Wish) => void;
}

/** The line at the bottom, driven by the keyboard. */
export const usePrompt = ({ sources, onWish }: PromptOptions): Prompt => {
  const [drawn, setDrawn] = useState(emptyPrompt);
  // Several keys may come between two drawings: each needs the line as the one before left it.
  const current = useRef(emptyPrompt);
  const take = (strokes: readonly Keystroke[]): void => {
    for (const stroke of strokes) {
      const { prompt, wish } = press(current.current, stroke, sources());
      current.current = prompt;
      if (wish !== undefined) onWish(wish);
    }
    setDrawn(current.current);
  };
  useInput((input, key) => take(keystrokesOf(input, key)));
  usePaste((text) => take([{ kind: "insert", text }]));
  return drawn;
};
