import type { ChatSnapshot } from "@beseda/client";
import { closeCodes, type Locale, type Welcome } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** Everything said about the connection so far. */
export interface ConnectionNews {
  readonly welcome: Welcome | undefined;
  readonly said: "nothing" | "unreachable" | "lost" | "ended";
}

export const noNews: ConnectionNews = { welcome: undefined, said: "nothing" };

export interface Voice {
  readonly texts: CliTexts;
  readonly locale: Locale;
  /** The server's URL, for the sentence that says where it was looked for. */
  readonly url: string;
  /** The number of tries before it is shown: a person who starts both together need not see it. @default 1 */
  readonly unreachableAfter?: number;
  /** Whether the same command has started the server. @default false */
  readonly isBesideServer?: boolean;
}

export interface Told {
  readonly news: ConnectionNews;
  readonly notes: readonly Note[];
  /** Whether the records from now on belong to another log. */
  readonly afresh: boolean;
}

const silence = (news: ConnectionNews): Told => ({ news, notes: [], afresh: false });

const introduce = (welcome: Welcome, texts: CliTexts): Note => ({
  tone: "good",
  lines: [welcome.message, texts.notes.youAre(welcome.name, welcome.client_id)],
});

const online = (before: ConnectionNews, welcome: Welcome, texts: CliTexts): Told => {
  const news: ConnectionNews = { welcome, said: "nothing" };
  if (before.welcome === undefined) return { news, notes: [introduce(welcome, texts)], afresh: false };
  if (before.welcome.log !== welcome.log && !welcome.resumed) {
    return { news, notes: [{ tone: "warning", lines: [texts.connection.afresh] }], afresh: true };
  }
  const isBack = before.said !== "nothing";
  return { news, notes: isBack ? [{ tone: "good", lines: [texts.connection.back] }] : [], afresh: false };
};

interface Absence {
  readonly attempt: number;
  readonly reason: string;
  readonly explained?: true;
}

const away = (before: ConnectionNews, absence: Absence, voice: Voice): Told => {
  const { texts, url, unreachableAfter = 1, isBesideServer = false } = voice;
  const isFirst = before.welcome === undefined;
  if (before.said !== "nothing" || (isFirst && absence.attempt < unreachableAfter)) return silence(before);
  const line = isFirst
    ? absence.explained === true
      ? texts.connection.explained(absence.reason)
      : isBesideServer
        ? texts.connection.besideUnreachable(url)
        : texts.connection.unreachable(url)
    : texts.connection.lost(absence.reason.replace(/\.$/u, ""));
  const news: ConnectionNews = { ...before, said: isFirst ? "unreachable" : "lost" };
  return { news, notes: [{ tone: "warning", lines: [line] }], afresh: false };
};

/** Returns the notes on the connection after a change: each turn of events once, however many retries. */
export const tellConnection = (before: ConnectionNews, snapshot: ChatSnapshot, voice: Voice): Told => {
  const { connection, welcome } = snapshot;
  switch (connection.phase) {
    case "online":
      return welcome === undefined || (welcome === before.welcome && before.said === "nothing")
        ? silence(before)
        : online(before, welcome, voice.texts);
    case "waiting":
      return away(before, connection, voice);
    case "connecting":
      return before.welcome === undefined
        ? silence(before)
        : away(before, { ...connection, reason: closeCodes.lost.reason[voice.locale] }, voice);
    case "ended":
      return silence(before);
  }
};
