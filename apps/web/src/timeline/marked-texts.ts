import type { Locale } from "@beseda/protocol";

interface MarkedTexts {
  readonly spoiler: string;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
}

/** Texts of a marked text itself, loaded with it. */
export const markedTexts: Readonly<Record<Locale, MarkedTexts>> = {
  ru: {
    spoiler: "Скрытый текст, показать",
    code: "код",
    copy: "Скопировать",
    copied: "Скопировано",
    notCopied: "Не скопировалось",
  },
  en: {
    spoiler: "Hidden text, show it",
    code: "code",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied",
  },
};
