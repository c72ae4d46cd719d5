import type { GatewayTexts } from "@beseda/protocol";
import { meansLeaving } from "./habits.ts";

/** Why it is asked first whether something is to be said (CLI-3, PRG-5). */
export interface Doubt {
  readonly code: string;
  readonly question: string;
}

/** A password may be in it. */
export const maybeSecret = (texts: GatewayTexts): Doubt => ({
  code: "doubtful",
  question: texts.doubtful(),
});

/** It may be meant to end the conversation; undefined where it is not. */
export const maybeLeaving = (text: string, texts: GatewayTexts): Doubt | undefined =>
  meansLeaving(text) ? { code: "means-leaving", question: texts.notLeft(text.trim()) } : undefined;
