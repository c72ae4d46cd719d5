import type { Locale } from "@beseda/protocol";
import { en, type UiTexts } from "./en.ts";
import { ru } from "./ru.ts";

export type { UiTexts };

const catalogue: Readonly<Record<Locale, UiTexts>> = { en, ru };

export const uiTextsOf = (locale: Locale): UiTexts => catalogue[locale];
