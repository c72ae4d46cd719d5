import { userInfo } from "node:os";
import { nameSchema } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import { askPlainly } from "../plain/name-question.ts";
import type { Profiles } from "../profile/profiles.ts";
import type { Settings } from "../settings.ts";
import type { Screen } from "../ui/screen.tsx";
import { answerOf, type Entering } from "./answer.ts";
import { passwordFrom } from "./password.ts";
import type { Question } from "./question.ts";

export interface LoginPromptParts {
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly texts: CliTexts;
  readonly screen: Promise<Screen> | undefined;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** Thrown when somebody could not be asked for a needed answer; the message is a sentence for a person. */
export class NotAsked extends Error {}

/** Returns the person's account name on this machine, for a pipe that was given no name. */
const accountName = (): string | undefined => {
  try {
    return nameSchema.safeParse(userInfo().username).data;
  } catch {
    // The system may have no name for its user, as in some containers.
    return undefined;
  }
};

const canAsk = ({ screen, stdin, stdout }: LoginPromptParts): boolean =>
  screen !== undefined || (stdin.isTTY && stdout.isTTY);

const ask = async (parts: LoginPromptParts, question: Question): Promise<string | undefined> => {
  const { screen, stdin, stdout, texts } = parts;
  if (screen) return (await screen).askName(question);
  return askPlainly({ stdin, stdout, texts, ...question });
};

/** @throws {NotAsked} when there is neither a command that gives it nor a person to ask */
const passwordOf = async (parts: LoginPromptParts, name: string): Promise<string | undefined> => {
  const { settings, texts } = parts;
  if (settings.passwordCommand !== undefined) {
    return passwordFrom(settings.passwordCommand).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new NotAsked(texts.refusals.passwordCommand(reason.split("\n", 1)[0] ?? ""), { cause: error });
    });
  }
  if (!canAsk(parts)) throw new NotAsked(texts.refusals.noPassword);
  return ask(parts, { suggestion: undefined, problem: undefined, passwordOf: name });
};

/** Asks until somebody says how they come in; returns nothing when they leave. */
export const askHowToEnter = async (
  parts: LoginPromptParts,
  question: Question,
  invitation?: string,
): Promise<Entering | undefined> => {
  const typed = await ask(parts, { ...question, isInvited: invitation !== undefined });
  const answer = typed === undefined ? { kind: "leave" as const } : answerOf(typed);
  switch (answer.kind) {
    case "enter":
      return { ...answer.entering, ...(invitation !== undefined && { invitation }) };
    case "invited":
      return askHowToEnter(parts, { ...question, problem: undefined }, answer.invitation);
    case "leave":
      return undefined;
    case "none":
      return askHowToEnter(parts, question, invitation);
  }
};

/**
 * Determines how somebody comes in, by options, asking or a guess; returns nothing when they leave (CLI-8).
 * @throws {NotAsked}
 */
export const comeIn = async (parts: LoginPromptParts): Promise<Entering | undefined> => {
  const { settings, profiles, texts } = parts;
  const { login, invitation } = settings;
  if (login !== undefined) {
    const password = await passwordOf(parts, login);
    return password === undefined ? undefined : { name: login, password };
  }
  const invited = invitation === undefined ? {} : { invitation };
  if (settings.name !== undefined) return { name: settings.name, ...invited };
  if (settings.isFollowing) return { name: texts.introduction.liveView, ...invited };
  const suggestion = profiles.lastName ?? accountName();
  if (canAsk(parts)) return askHowToEnter(parts, { suggestion, problem: undefined }, invitation);
  return { name: suggestion ?? texts.introduction.nobody, ...invited };
};
