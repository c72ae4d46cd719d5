import type { Locale } from "@beseda/protocol";
import { en, type Texts } from "./en.ts";
import { ru } from "./ru.ts";

const catalogue: Readonly<Record<Locale, Texts>> = { en, ru };

export const textsIn = (locale: Locale): Texts => catalogue[locale];
