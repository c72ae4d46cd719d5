import type { Locale } from "../names.ts";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

/** The catalogue of what people read. A missing translation does not compile. */
export type Texts = typeof en;

const catalogue: Readonly<Record<Locale, Texts>> = { en, ru };

export const textsOf = (locale: Locale): Texts => catalogue[locale];

/** The nearest language to a tag such as `ru-RU` or `C.UTF-8`; English where nothing fits. */
export const localeOf = (tag: string | undefined): Locale =>
  tag !== undefined && /^ru\b|^ru_/iu.test(tag) ? "ru" : "en";
