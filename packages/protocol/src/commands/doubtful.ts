import { passwordSchema } from "../name.ts";
import { commandTable } from "./command-table.ts";
import { onCyrillicLayout, onLatinLayout } from "./keyboard-layout.ts";
import { seenOf } from "./unseen.ts";

/** Signs that people type or copy before a command: other slashes, a prompt, a key next to the slash. */
const nearSlash = /^[\s/\\|.,!:;?$>»›·／⁄∕⧸]*/u;

interface Found {
  readonly name: string;
  /** Whether the word is unlikely in a sentence: «вход» is likely, `дщпшт` is not. */
  readonly isNoWord: boolean;
}

/** Names of commands with a password, by name and alias: looked up for every line of every text. */
const secretNames: ReadonlyMap<string, string> = new Map(
  Object.values(commandTable)
    .filter(({ secret }) => secret)
    .flatMap(({ name, aliases }) => [name, ...aliases].map((alias): [string, string] => [alias, name])),
);
/** A length that no command name reaches. */
const longestWord = 24;

const secretCalled = (word: string): Found | undefined => {
  if (word.length > longestWord) return undefined;
  const readings = [word.toLowerCase(), onLatinLayout(word), onCyrillicLayout(word)];
  const reading = readings.find((candidate) => secretNames.has(candidate));
  const name = reading === undefined ? undefined : secretNames.get(reading);
  return name === undefined ? undefined : { name, isNoWord: reading !== word.toLowerCase() };
};

/** Returns the number of words that a command takes. */
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

/** Keys of secret values in the objects of programs. */
const secretKey = /"(?:\w*pass(?:word|wd|phrase|code)?|pwd|\w*token|\w*secret|\w*api_?key)"\s*:/iu;

const isDoubtfulObject = (text: string): boolean => /^\s*\{/u.test(text) && secretKey.test(text);

/** Whether a text that is not a command looks like a mistyped one with a password (CLI-3). */
export const looksSecret = (text: string): boolean =>
  isDoubtfulObject(text) || text.split("\n").some((line) => isDoubtfulLine(line.slice(0, 512)));
