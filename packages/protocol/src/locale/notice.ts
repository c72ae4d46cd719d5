import type { ChatRecord, RecordOf } from "../record.ts";
import { isDirectRoom, type Locale } from "../names.ts";
import { textsOf } from "./texts.ts";

/** What the other people read of a record that is not a message; undefined for what only programs read. */
export const noticeOf = (record: ChatRecord, locale: Locale): string | undefined => {
  const { notices, serverStarted, serverStopped } = textsOf(locale);
  switch (record.type) {
    case "connected":
      return notices.connected(record.name);
    case "disconnected":
      return departure(record, locale);
    case "joined":
      return isDirectRoom(record.room) ? undefined : notices.joined(record.name, record.room);
    case "left":
      return notices.left(record.name, record.room);
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

/** What the server says at the end by itself; anything else is what the person said. */
const ownWords: ReadonlySet<string> = new Set([textsOf("en").farewell(), textsOf("ru").farewell()]);

const departure = ({ name, status, message }: RecordOf<"disconnected">, locale: Locale): string => {
  const { notices } = textsOf(locale);
  if (status === "abnormal" || status === "timeout") return notices.lost(name);
  return status === "normal" && message !== "" && !ownWords.has(message)
    ? notices.farewell(name, message)
    : notices.disconnected(name);
};
