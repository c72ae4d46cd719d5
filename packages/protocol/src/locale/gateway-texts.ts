import type { Locale } from "../locale.ts";
import { gatewayEn } from "./gateway.en.ts";
import { gatewayRu } from "./gateway.ru.ts";
import { textsOf, type Texts } from "./texts.ts";

/** What the gateways for lines say: what anybody is told of a command, and what only they say. */
export type GatewayTexts = Texts["lines"] & typeof gatewayEn;

const catalogue: Readonly<Record<Locale, GatewayTexts>> = {
  en: { ...textsOf("en").lines, ...gatewayEn },
  ru: { ...textsOf("ru").lines, ...gatewayRu },
};

export const gatewayTextsOf = (locale: Locale): GatewayTexts => catalogue[locale];
