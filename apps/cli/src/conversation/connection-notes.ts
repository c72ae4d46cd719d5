import type { ChatSnapshot } from "@beseda/client";
import { closeCodes, type Locale, type Welcome } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** What was said about the connection so far. */
export interface ConnectionNews {
  readonly welcome: Welcome | undefined;
  readonly said: "nothing" | "unreachable" | "lost" | "ended";
}

export const noNews: ConnectionNews = { welcome: undefined, said: "nothing" };

export interface Voice {
  readonly texts: CliTexts;
  readonly locale: Locale;
  /** Of the server, for the sentence that says where it was looked for. */
  readonly url: string;
}

export interface Told {
  readonly news: ConnectionNews;
  readonly notes: readonly Note[];
  /** Whether the records from now on are of another log. */
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
  if (before.welcome.log !== welcome.log) {
    return { news, notes: [{ tone: "warning", lines: [texts.connection.afresh] }], afresh: true };
  }
  const isBack = before.said !== "nothing";
  return { news, notes: isBack ? [{ tone: "good", lines: [texts.connection.back] }] : [], afresh: false };
};

const away = (before: ConnectionNews, reason: string, { texts, url }: Voice): Told => {
  if (before.said !== "nothing") return silence(before);
  const isFirst = before.welcome === undefined;
  const line = isFirst
    ? texts.connection.unreachable(url)
    : texts.connection.lost(reason.replace(/\.$/u, ""));
  const news: ConnectionNews = { ...before, said: isFirst ? "unreachable" : "lost" };
  return { news, notes: [{ tone: "warning", lines: [line] }], afresh: false };
};

/** What has to be said about the connection after a change: each turn of events once, however often it is retried. */
export const tellConnection = (before: ConnectionNews, snapshot: ChatSnapshot, voice: Voice): Told => {
  const { connection, welcome } = snapshot;
  switch (connection.phase) {
    case "online":
      return welcome === undefined || (welcome === before.welcome && before.said === "nothing")
        ? silence(before)
        : online(before, welcome, voice.texts);
    case "waiting":
      return away(before, connection.reason, voice);
    case "connecting":
      return before.welcome === undefined
        ? silence(before)
        : away(before, closeCodes.lost.reason[voice.locale], voice);
    case "ended":
      return silence(before);
  }
};
