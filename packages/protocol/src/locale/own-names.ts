import { locales, type Locale } from "../locale.ts";
import { nameKey, nameProblem, type NameProblem } from "../name.ts";
import { gatewayTextsOf } from "./gateway-texts.ts";
import { textsOf } from "./texts.ts";

/** Names of the chat, here and in other programs. */
const titles =
  "server, system, beseda, server error, server message, system message, warning, attention, notice, сервер, система, беседа, ошибка сервера, сообщение сервера, системное сообщение, внимание, предупреждение, уведомление";

/** Returns lines of the chat itself that begin like a person's: with a word and a colon. */
const linesOf = (locale: Locale): readonly string[] => {
  const lines = gatewayTextsOf(locale);
  const { errors, notices, portChecked, serverStarted, serverStopped } = textsOf(locale);
  const command = { usage: "", help: "", example: "", aliases: [""] };
  return [
    serverStarted(),
    serverStopped(),
    errors["bad-input"](""),
    errors["log-full"](),
    lines.refusal(""),
    lines.helpTitle(),
    lines.misused(command),
    ...lines.helpOf(command),
    lines.more(1),
    lines.roleNow(""),
    lines.invitationSent("", ""),
    lines.blocked(""),
    lines.unblocked(""),
    lines.blockedPeople([""]),
    notices.blocked(""),
    notices.unblocked(""),
    notices.reason(""),
    lines.report({ id: 0, name: "", by: "", place: "", target: undefined, text: undefined, reason: "" }),
    lines.internal(),
    lines.nameKept("", ""),
    lines.enterFirstJson(),
    portChecked(),
    lines.pong(),
  ];
};

/** Returns the part of a line before its colon, as a whole and after its last comma. */
const beginnings = (line: string): readonly string[] => {
  const end = line.indexOf(":");
  return end < 0
    ? [line.replace(/[.!]$/u, "")]
    : [line.slice(0, end), line.slice(0, end).replace(/^.*, /u, "")];
};

/** Returns the bare letters and digits of a name: `«Ошибка!»` and `— Ошибка —` give the word in them. */
const wordsOf = (name: string): string =>
  nameKey(name.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "")).replaceAll(/[^\p{L}\p{N}]/gu, "");

let own: ReadonlySet<string> | undefined;

/** The shortest reserved word: shorter ones are numbers or filler words of a line, and may be real names. */
const shortestWord = 3;

/** Returns the names under which the chat itself speaks on lines, as they are compared. */
const ownNames = (): ReadonlySet<string> =>
  (own ??= new Set(
    [...titles.split(", "), ...locales.flatMap(linesOf).flatMap(beginnings)]
      .map(wordsOf)
      .filter((word) => word.length >= shortestWord),
  ));

/** Whether the chat itself speaks under a name, or under one that looks like it (NAM-4). */
export const isOwnName = (name: string): boolean => ownNames().has(wordsOf(name));

/** Returns why nobody can take a name from now on; undefined for a good one. */
export const problemOfName = (name: string): NameProblem | "own" | undefined =>
  nameProblem(name) ?? (isOwnName(name) ? "own" : undefined);

/** Whether nobody could take a name now: it was given before the rule was made. */
export const breaksNameRules = (name: string): boolean => problemOfName(name) !== undefined;
