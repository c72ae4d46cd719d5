import type { ConnectionState } from "@beseda/client";
import { Text } from "ink";
import { useEffect, useState, type ReactNode } from "react";
import type { OtherRoom, View } from "../conversation/view.ts";
import { cutTo, widthOf } from "../format/width.ts";
import { secondsUntil } from "./countdown.ts";
import { useSurroundings } from "./context.ts";

const tones: Readonly<Record<ConnectionState["phase"], string>> = {
  online: "green",
  connecting: "yellow",
  waiting: "red",
  ended: "gray",
};

/** Returns the time, updated as often as a countdown needs it. */
const useNow = (isNeeded: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return undefined;
    const tell = (): void => setNow(Date.now());
    tell();
    const timer = setInterval(tell, 250);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
};

const useConnectionWords = (connection: ConnectionState): string => {
  const { texts } = useSurroundings();
  const now = useNow(connection.phase === "waiting");
  switch (connection.phase) {
    case "online":
      return texts.connection.online;
    case "connecting":
      return texts.connection.connecting;
    case "waiting": {
      const seconds = secondsUntil(connection.retryAt, now);
      return `${texts.connection.reconnectIn(seconds)} · ${texts.connection.reconnectNow}`;
    }
    case "ended":
      return texts.connection.ended;
  }
};

/** Joins the news, cut if necessary, and the hints if they fit. */
const joined = (news: readonly string[], hints: readonly string[], columns: number): string => {
  const all = [...news, ...hints].map((part) => ` · ${part}`).join("");
  return widthOf(all) <= columns ? all : cutTo(news.map((part) => ` · ${part}`).join(""), columns);
};

/** The share of the limit from which the length of the text is shown. */
const lengthMatters = 0.8;

const upTo99 = (value: number): string => (value > 99 ? "99+" : String(value));

/** Returns what is unread as `+3`, with the number of mentions as `@1`. */
const badgeOf = ({ unread, mentions }: Pick<OtherRoom, "unread" | "mentions">): string =>
  `+${upTo99(unread)}${mentions > 0 ? ` @${upTo99(mentions)}` : ""}`;

export interface StatusLineProps {
  readonly view: View;
  /** The number of characters written so far. */
  readonly length: number;
  readonly columns: number;
}

/** The room, its number of people, and the connection. Never wider than the terminal, or it would wrap. */
export const StatusLine = ({ view, length, columns }: StatusLineProps): ReactNode => {
  const { texts } = useSurroundings();
  const words = useConnectionWords(view.connection);
  const { place } = view;
  const room = columns - widthOf(place) - 3;
  const news = [
    ...(view.people === undefined ? [] : [texts.status.people(view.people)]),
    words,
    ...(view.unsent > 0 ? [texts.status.unsent(view.unsent)] : []),
    ...(length > view.limit * lengthMatters ? [texts.status.length(length, view.limit)] : []),
    ...(view.invitations > 0 ? [texts.status.invitations(view.invitations)] : []),
    ...(view.reports > 0 ? [texts.status.reports(view.reports)] : []),
    ...view.others.map(({ place: other, ...read }) => `${other} ${badgeOf(read)}`),
    ...(view.typing.length > 0 ? [texts.status.typing(view.typing)] : []),
  ];
  return (
    <Text wrap="truncate">
      <Text color={tones[view.connection.phase]}>● </Text>
      <Text bold>{place}</Text>
      <Text dimColor>{joined(news, texts.status.hints, room)}</Text>
    </Text>
  );
};
