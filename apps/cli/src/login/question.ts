import { beginsCommand } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import { answerOf } from "./answer.ts";

/** A question on the way in. */
export interface Question {
  /** The answer when only Enter is pressed. */
  readonly suggestion: string | undefined;
  /** The problem with the previous answer. */
  readonly problem: string | undefined;
  /** The account whose password is asked for; if there is none, a name is asked for. */
  readonly passwordOf?: string | undefined;
  /** Whether an invitation was shown already. */
  readonly isInvited?: boolean;
}

export const labelOf = ({ passwordOf, isInvited }: Question, { introduction }: CliTexts): string => {
  if (passwordOf !== undefined) return introduction.password(passwordOf);
  return isInvited ? introduction.invited : introduction.question;
};

/** Says why an answer cannot be taken; returns undefined if it can. */
export const problemWith = (
  typed: string,
  { passwordOf }: Question,
  { refusals }: CliTexts,
): string | undefined => {
  if (passwordOf !== undefined || answerOf(typed).kind !== "none") return undefined;
  const isNoName = beginsCommand(typed) || /^[^\p{L}\p{N}]/u.test(typed.trim());
  return isNoName ? refusals.notAName : refusals.name(typed.trim());
};
