import type { Locale } from "@beseda/protocol";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

/** The catalogue of what the log says. A missing translation does not compile. */
export type LogTexts = typeof en;

const catalogue: Readonly<Record<Locale, LogTexts>> = { en, ru };

export const logTextsOf = (locale: Locale): LogTexts => catalogue[locale];
