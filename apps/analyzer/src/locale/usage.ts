import type { Locale } from "@beseda/protocol";
import { enUsage } from "./en-usage.ts";
import { ruUsage } from "./ru-usage.ts";
import type { UsageTexts } from "./usage-texts.ts";

export type { UsageTexts };

const catalogue: Readonly<Record<Locale, UsageTexts>> = { en: enUsage, ru: ruUsage };

export const usageIn = (locale: Locale): UsageTexts => catalogue[locale];
