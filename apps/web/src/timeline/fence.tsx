import { useState } from "react";
import { useLocale } from "../preferences/preferences-context.ts";
import { copyText } from "../ui/copy-text.ts";
import { markedTexts } from "./marked-texts.ts";

export interface FenceProps {
  readonly language?: string;
  readonly text: string;
}

/** Code as it was typed, with a button that copies it. */
export const Fence = ({ language, text }: FenceProps) => {
  const texts = markedTexts[useLocale()];
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => setCopied(await copyText(text));
  const said = copied ? texts.copied : texts.notCopied;
  return (
    <span className="fence">
      <span className="fence-head">
        <span data-testid="fence-language">{language ?? texts.code}</span>
        <button type="button" className="link-button" data-testid="copy-code" onClick={() => void copy()}>
          <span aria-live="polite">{copied === undefined ? texts.copy : said}</span>
        </button>
      </span>
      <code className="fence-code" dir="ltr">
        {text}
      </code>
    </span>
  );
};
