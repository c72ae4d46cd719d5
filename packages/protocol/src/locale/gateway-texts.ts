import type { Locale } from "../locale.ts";
import { gatewayEn } from "./gateway.en.ts";
import { gatewayRu } from "./gateway.ru.ts";
import { textsOf, type Texts } from "./texts.ts";

/** Texts of the line gateways: those that any client shows for a command, and those of their own. */
export type GatewayTexts = Texts["lines"] & typeof gatewayEn;

const catalogue: Readonly<Record<Locale, GatewayTexts>> = {
  en: { ...textsOf("en").lines, ...gatewayEn },
  ru: { ...textsOf("ru").lines, ...gatewayRu },
};

export const gatewayTextsOf = (locale: Locale): GatewayTexts => catalogue[locale];
