import type { ChatRecord } from "../record.ts";
import type { Locale } from "../names.ts";
import { textsOf } from "./texts.ts";

/** What the other people read of a record that is not a message; undefined for what only programs read. */
export const noticeOf = (record: ChatRecord, locale: Locale): string | undefined => {
  const { notices, serverStarted, serverStopped } = textsOf(locale);
  switch (record.type) {
    case "connected":
      return notices.connected(record.name);
    case "disconnected":
      return record.status === "abnormal" || record.status === "timeout"
        ? notices.lost(record.name)
        : notices.disconnected(record.name);
    case "joined":
      return notices.joined(record.name, record.room);
    case "left":
      return notices.left(record.name, record.room);
    case "room-created":
      return notices.roomCreated(record.name, record.room);
    case "topic":
      return notices.topic(record.name, record.topic);
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
