import type { Locale } from "../locale.ts";
import { en, type Texts } from "./en.ts";
import { ru } from "./ru.ts";

export type { Texts };

const catalogue: Readonly<Record<Locale, Texts>> = { en, ru };

export const textsOf = (locale: Locale): Texts => catalogue[locale];

/** Returns the language nearest to a tag such as `ru-RU` or `C.UTF-8`; English if none fits. */
export const localeOf = (tag: string | undefined): Locale =>
  tag !== undefined && /^ru\b|^ru_/iu.test(tag) ? "ru" : "en";
