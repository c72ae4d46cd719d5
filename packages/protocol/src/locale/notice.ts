import { isKnown, isOf, type AnyRecord, type RecordOf } from "../record.ts";
import { isDirectRoom, type Locale } from "../names.ts";
import { textsOf } from "./texts.ts";

/**
 * What the other people read of a record that is not a message; undefined for what only programs read. What this
 * version does not understand says so itself (LOG-12).
 */
export const noticeOf = (record: AnyRecord, locale: Locale): string | undefined => {
  if (!isKnown(record)) return record.message === "" ? undefined : record.message;
  const { moderations, notices, serverStarted, serverStopped } = textsOf(locale);
  switch (record.type) {
    case "connected":
      return record.quiet ? undefined : notices.connected(record.name);
    case "disconnected":
      return record.quiet ? undefined : departure(record, locale);
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
    case "invited":
      return notices.asked(record.name, record.by_name);
    case "declined":
      return notices.declined(record.name);
    case "invitation-withdrawn":
      return notices.withdrawn(record.name, record.by_name);
    case "blocked":
      return notices.blocked(record.target_name);
    case "unblocked":
      return notices.unblocked(record.target_name);
    case "reported":
      return notices.reported(record.name, record.by_name);
    case "report-resolved":
      return notices.resolved(record.name, record.by_name);
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
    case "port-checked":
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

const hasFarewell = ({ status, message }: RecordOf<"disconnected">): boolean =>
  status === "normal" && message !== "" && !ownWords.has(message);

/** Whether a session came or went beside another one of the same person: nobody is told (SES-8). */
export const isQuiet = (record: AnyRecord): boolean =>
  (isOf(record, "connected") || isOf(record, "disconnected")) && record.quiet === true;

/** Whether a record has words of `client_id` in it: it is not shown to who has blocked them (DIR-4). */
export const hasOwnWords = (record: AnyRecord): boolean => {
  // What is not understood may be.
  if (!isKnown(record)) return true;
  switch (record.type) {
    case "message":
    case "topic":
      return true;
    case "room-changed":
      return record.title !== undefined;
    case "disconnected":
      return hasFarewell(record);
    default:
      return false;
  }
};

const departure = (record: RecordOf<"disconnected">, locale: Locale): string => {
  const { name, status, message } = record;
  const { notices } = textsOf(locale);
  if (status === "abnormal" || status === "timeout") return notices.lost(name);
  return hasFarewell(record) ? notices.farewell(name, message) : notices.disconnected(name);
};
