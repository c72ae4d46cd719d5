import { useState, type ReactNode } from "react";
import { useLocale } from "../preferences/preferences-context.ts";
import { markedTexts } from "./marked-texts.ts";

export interface SpoilerProps {
  readonly words: string;
  readonly children: ReactNode;
}

const focusIt = (shown: HTMLElement | null) => shown?.focus({ preventScroll: true });

/** Hidden words, nowhere on the page before somebody asks (MD-6): not for copying, searching or listening. */
export const Spoiler = ({ words, children }: SpoilerProps) => {
  const texts = markedTexts[useLocale()];
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <span className="spoiler" data-shown tabIndex={-1} ref={focusIt}>
      {children}
    </span>
  ) : (
    <button
      type="button"
      className="spoiler"
      data-testid="spoiler"
      aria-label={texts.spoiler}
      title={texts.spoiler}
      onClick={() => setShown(true)}
    >
      {words.replaceAll(/\S/gu, "▒")}
    </button>
  );
};
