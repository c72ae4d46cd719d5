import { lobby, nameKey } from "@beseda/protocol";
import { registeredHolder } from "./lookup.ts";
import type { ChatFacts } from "./state.ts";

/** People whom a text mentions: members of the room by `client_id`, others by the name as written (MSG-5). */
export interface Mentioned {
  readonly members: readonly string[];
  readonly outsiders: readonly string[];
}

/** The most members, and the most outsiders, that one message mentions. */
const mostMentioned = 20;
/** The most `@` that are looked at, and the most words of a name: a text of many signs delays nobody. */
const mostSigns = 40;
const mostWords = 6;
const longestName = 64;

/** An `@` that is not within a word, as it is in an address. */
const sign = /(?<![\p{L}\p{N}_])@/gu;
const quoted = /^(?:"(?<straight>[^"\n]{1,64})"|«(?<angled>[^»\n]{1,64})»)/u;
/** Characters that may follow a name and are hardly ever part of it. */
const ending = /[\p{P}\p{S}]+$/u;
const wordOnly = /^[\p{L}\p{M}\p{N}_-]+/u;

type Names = Pick<ChatFacts, "names" | "registered" | "rooms">;

/** Finds the people whom a text mentions, by the names of this moment, the longest that fits. */
export const mentionedIn = (state: Names, room: string, text: string): Mentioned => {
  const members = new Set<string>();
  const outsiders = new Map<string, string>();
  for (const { index } of [...text.matchAll(sign)].slice(0, mostSigns)) {
    const called = calledBehind(state, behind(text, index + 1));
    if (!called) continue;
    const { client_id, name } = called;
    const isHere = room === lobby || state.rooms.get(room)?.members.has(client_id);
    if (isHere && members.size < mostMentioned) members.add(client_id);
    if (!isHere && outsiders.size < mostMentioned) outsiders.set(client_id, name);
  }
  return { members: [...members], outsiders: [...outsiders.values()] };
};

/** The record's field of mentions, if a text mentions anybody of its room. */
export const mentionsOf = (state: Names, room: string, text: string): { readonly mentions?: string[] } => {
  const { members } = mentionedIn(state, room, text);
  return members.length === 0 ? {} : { mentions: [...members] };
};

/** The text behind a sign in which a name may be. Cut once more where it is unfolded: `ﷺ` is 18 letters of a name. */
const behind = (text: string, from: number): string =>
  text
    .slice(from, from + longestName)
    .normalize("NFKC")
    .slice(0, longestName);

const calledBehind = (
  state: Names,
  rest: string,
): { readonly client_id: string; readonly name: string } | undefined => {
  for (const name of candidatesIn(rest)) {
    const client_id = state.names.get(nameKey(name)) ?? registeredHolder(state, name);
    if (client_id !== undefined) return { client_id, name };
  }
  return undefined;
};

/** Possible names at the beginning of a text, the longest first. */
const candidatesIn = (rest: string): readonly string[] => {
  const { straight, angled } = quoted.exec(rest)?.groups ?? {};
  const inQuotes = straight ?? angled;
  if (inQuotes !== undefined) return [inQuotes];
  const [line = ""] = rest.split("\n", 1);
  const words = line.split(" ").slice(0, mostWords);
  const candidates = words.flatMap((_, index) => {
    const phrase = words.slice(0, words.length - index).join(" ");
    return [phrase, phrase.replace(ending, "")];
  });
  const [word = ""] = wordOnly.exec(line) ?? [];
  return [...new Set([...candidates, word])].filter((name) => /^\S/u.test(name));
};
