import type { Typist } from "@beseda/client";
import type { UiTexts } from "../locale/ui-texts.ts";
import { useUiTexts } from "../preferences/preferences-context.ts";

export interface TypingLineProps {
  readonly typists: readonly Typist[];
}

/** The line above the field, always there, so that nothing jumps. Not read out: it never ends. */
export const TypingLine = ({ typists }: TypingLineProps) => {
  const texts = useUiTexts().typing;
  const words = typingWords(typists, texts);
  return (
    <p className="typing" data-testid="typing" aria-live="off" dir="auto">
      {words !== "" && (
        <>
          <span className="typing-words">{words}</span>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </>
      )}
    </p>
  );
};

/** Names two people at most: a line that grows with every key in a full room would be noise. */
export const typingWords = (typists: readonly Typist[], texts: UiTexts["typing"]): string => {
  const [first, second, ...more] = typists.map(({ name }) => name);
  if (first === undefined) return "";
  if (second === undefined) return texts.one(first);
  return more.length === 0 ? texts.two(first, second) : texts.more(`${first}, ${second}`, more.length);
};
