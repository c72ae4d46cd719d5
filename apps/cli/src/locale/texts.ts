import type { Locale } from "@beseda/protocol";
import { en, type CliTexts } from "./en.ts";
import { ru } from "./ru.ts";

export type { CliTexts };

const catalogue: Readonly<Record<Locale, CliTexts>> = { en, ru };

export const cliTextsOf = (locale: Locale): CliTexts => catalogue[locale];
