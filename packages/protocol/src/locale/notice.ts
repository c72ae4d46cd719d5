import type { ChatRecord, RecordOf } from "../record.ts";
import { isDirectRoom, type Locale } from "../names.ts";
import { textsOf } from "./texts.ts";

/** What the other people read of a record that is not a message; undefined for what only programs read. */
export const noticeOf = (record: ChatRecord, locale: Locale): string | undefined => {
  const { moderations, notices, serverStarted, serverStopped } = textsOf(locale);
  switch (record.type) {
    case "connected":
      return notices.connected(record.name);
    case "disconnected":
      return departure(record, locale);
    case "joined":
      if (isDirectRoom(record.room)) return undefined;
      return (record.by === undefined ? notices.joined : notices.invited)(record.name, record.room);
    case "left":
      if (isDirectRoom(record.room)) return notices.leftDirect(record.name);
      return (record.by === undefined ? notices.left : notices.removed)(record.name, record.room);
    case "room-changed":
      return record.title === undefined
        ? notices.archived(record.name, record.archived ?? false)
        : notices.titled(record.name, record.title);
    case "deleted":
      return notices.deleted(record.by_name);
    case "moderated":
      return moderations[record.action](record.name, record.by_name) + detailOf(record, locale);
    case "room-created":
      return isDirectRoom(record.room) ? undefined : notices.roomCreated(record.name, record.room);
    case "topic":
      return record.topic === ""
        ? notices.topicRemoved(record.name)
        : notices.topic(record.name, record.topic);
    case "renamed":
      return notices.renamed(record.old_name, record.name);
    case "server-started":
      return serverStarted();
    case "server-stopped":
      return serverStopped();
    case "message":
      return undefined;
  }
};

/** Until when, and why. */
const detailOf = ({ until, reason }: RecordOf<"moderated">, locale: Locale): string => {
  const { notices } = textsOf(locale);
  const end = until === undefined ? "" : notices.until(new Date(until));
  return reason === undefined || reason === "" ? end : `${end}${notices.reason(reason)}`;
};

/** What the server says at the end by itself; anything else is what the person said. */
const ownWords: ReadonlySet<string> = new Set([textsOf("en").farewell(), textsOf("ru").farewell()]);

const departure = ({ name, status, message }: RecordOf<"disconnected">, locale: Locale): string => {
  const { notices } = textsOf(locale);
  if (status === "abnormal" || status === "timeout") return notices.lost(name);
  return status === "normal" && message !== "" && !ownWords.has(message)
    ? notices.farewell(name, message)
    : notices.disconnected(name);
};
