import type { Locale } from "@beseda/protocol";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

/** The catalogue of what the page says. A missing translation does not compile. */
export type UiTexts = typeof en;

const catalogue: Readonly<Record<Locale, UiTexts>> = { en, ru };

export const uiTextsOf = (locale: Locale): UiTexts => catalogue[locale];
