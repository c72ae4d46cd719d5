import type { Locale } from "@beseda/protocol";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

/** What the terminal client says. A missing translation does not compile. */
export type CliTexts = typeof en;

const catalogue: Readonly<Record<Locale, CliTexts>> = { en, ru };

export const cliTextsOf = (locale: Locale): CliTexts => catalogue[locale];
