import type { Locale } from "@beseda/protocol";
import { en, type LogTexts } from "./en.ts";
import { ru } from "./ru.ts";

export type { LogTexts };

const catalogue: Readonly<Record<Locale, LogTexts>> = { en, ru };

export const logTextsOf = (locale: Locale): LogTexts => catalogue[locale];
