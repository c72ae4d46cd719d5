import { beginsCommand } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import { answerOf } from "./answer.ts";

/** What is asked on the way in. */
export interface Question {
  /** The answer when only Enter is pressed. */
  readonly suggestion: string | undefined;
  /** What was wrong before. */
  readonly problem: string | undefined;
  /** Whose password is asked for; a name is, where it is nobody's. */
  readonly passwordOf?: string | undefined;
  /** Whether an invitation was shown already. */
  readonly isInvited?: boolean;
}

export const labelOf = ({ passwordOf, isInvited }: Question, { introduction }: CliTexts): string => {
  if (passwordOf !== undefined) return introduction.password(passwordOf);
  return isInvited ? introduction.invited : introduction.question;
};

/** Why an answer cannot be taken; undefined where it can. */
export const problemWith = (
  typed: string,
  { passwordOf }: Question,
  { refusals }: CliTexts,
): string | undefined => {
  if (passwordOf !== undefined || answerOf(typed).kind !== "none") return undefined;
  const isNoName = beginsCommand(typed) || /^[^\p{L}\p{N}]/u.test(typed.trim());
  return isNoName ? refusals.notAName : refusals.name(typed.trim());
};
