import type { GatewayTexts } from "@beseda/protocol";
import { meansLeaving } from "./habits.ts";

/** The reason to ask first whether a text is to be sent (CLI-3, PRG-5). */
export interface Doubt {
  readonly code: string;
  readonly question: string;
}

/** Returns the doubt that a password may be in a text. */
export const maybeSecret = (texts: GatewayTexts): Doubt => ({
  code: "doubtful",
  question: texts.doubtful(),
});

/** Returns the doubt that a text may be meant to end the conversation; undefined if it is not. */
export const maybeLeaving = (text: string, texts: GatewayTexts): Doubt | undefined =>
  meansLeaving(text) ? { code: "means-leaving", question: texts.notLeft(text.trim()) } : undefined;
