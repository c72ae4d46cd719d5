import { passwordSchema } from "../name.ts";
import { commandTable } from "./command-table.ts";
import { onCyrillicLayout, onLatinLayout } from "./keyboard-layout.ts";
import { seenOf } from "./unseen.ts";

/** What people begin a command with, or copy in front of it: other slashes, a prompt, a slip beside the slash. */
const nearSlash = /^[\s/\\|.,!:;?$>»›·／⁄∕⧸]*/u;

interface Found {
  readonly name: string;
  /** Whether the word can hardly be one of a sentence: «вход» can, `дщпшт` cannot. */
  readonly isNoWord: boolean;
}

/** Names of commands with a password, by each of their names: looked for in every line of every text. */
const secretNames: ReadonlyMap<string, string> = new Map(
  Object.values(commandTable)
    .filter(({ secret }) => secret)
    .flatMap(({ name, aliases }) => [name, ...aliases].map((alias): [string, string] => [alias, name])),
);
/** No name of a command is as long. */
const longestWord = 24;

const secretCalled = (word: string): Found | undefined => {
  if (word.length > longestWord) return undefined;
  const readings = [word.toLowerCase(), onLatinLayout(word), onCyrillicLayout(word)];
  const reading = readings.find((candidate) => secretNames.has(candidate));
  const name = reading === undefined ? undefined : secretNames.get(reading);
  return name === undefined ? undefined : { name, isNoWord: reading !== word.toLowerCase() };
};

/** Words that a command of that name has behind it. */
const wordsBehind = (name: string): number => (name === commandTable.register.name ? 1 : 2);

const isDoubtfulLine = (line: string): boolean => {
  const [mark = ""] = nearSlash.exec(line) ?? [];
  const [word = "", ...behind] = line.slice(mark.length).trim().split(/\s+/u);
  const found = secretCalled(seenOf(word));
  if (!found || behind.length < wordsBehind(found.name)) return false;
  if (mark.trim() !== "" || found.isNoWord) return true;
  const isCommandsName = seenOf(word).toLowerCase() === found.name;
  const last = behind.at(-1);
  return (
    isCommandsName && behind.length === wordsBehind(found.name) && passwordSchema.safeParse(last).success
  );
};

/** What an object of a program calls what nobody else may read. */
const secretKey = /"(?:\w*pass(?:word|wd|phrase|code)?|pwd|\w*token|\w*secret|\w*api_?key)"\s*:/iu;

const isDoubtfulObject = (text: string): boolean => /^\s*\{/u.test(text) && secretKey.test(text);

/** Whether a text, which is no command, looks like one with a password that was mistyped (CLI-3). */
export const looksSecret = (text: string): boolean =>
  isDoubtfulObject(text) || text.split("\n").some((line) => isDoubtfulLine(line.slice(0, 512)));
