import { type Locale } from "../locale.ts";
import { isDirectRoom } from "../room-name.ts";
import type { RecordOf, RecordType } from "../record.ts";
import { textsOf, type Texts } from "./texts.ts";

/** The reason why a record is shown to nobody. */
export interface Silence {
  readonly because: string;
}

/** The meaning of one type of record to a person. */
export interface Meaning<Type extends RecordType> {
  /** A message is shown as its author said it; another record as a sentence, or not at all, for a reason. */
  readonly told: "as said" | ((record: RecordOf<Type>, locale: Locale) => string | Silence);
  /** Whether it says that somebody came or left. @default neither */
  readonly way?: "in" | "out";
  /** Whether it contains words of `client_id`: people who have blocked them are not shown it (DIR-4). */
  readonly hasOwnWords: boolean | ((record: RecordOf<Type>) => boolean);
}

const silent = (because: string): Silence => ({ because });
const beside = silent("the same person is here with another session, and nobody is told (SES-8)");
const ofTwo = silent("a room of two is opened and entered by writing in it (DIR-3)");
const portIsChecked = silent("no person came: the operator's programs and reports read it (SES-9)");

const ofAccount = silent("who asks for an account is answered, and it is nobody else's affair (IDN-12)");
const ofDeleted = silent(
  "the message that it changes was taken back, and with it all that it has said (MSG-7)",
);

const noticesIn = (locale: Locale): Texts["notices"] => textsOf(locale).notices;

/**
 * The meaning of each type of record to a person: the one table by which the web client, the terminal, the
 * lines and the objects for programs show records. A missing type does not compile; each reader has a test
 * that compares its output for each type with text that a person has read and approved.
 */
export const meanings: { readonly [Type in RecordType]: Meaning<Type> } = {
  message: { told: "as said", hasOwnWords: true },
  file: { told: "as said", hasOwnWords: true },
  "server-started": { told: (_, locale) => textsOf(locale).serverStarted(), hasOwnWords: false },
  "server-stopped": { told: (_, locale) => textsOf(locale).serverStopped(), hasOwnWords: false },
  "port-checked": { told: () => portIsChecked, hasOwnWords: false },
  connected: {
    told: ({ name, quiet }, locale) => (quiet ? beside : noticesIn(locale).connected(name)),
    way: "in",
    hasOwnWords: false,
  },
  disconnected: {
    told: (record, locale) => (record.quiet ? beside : departure(record, locale)),
    way: "out",
    hasOwnWords: (record) => hasFarewell(record),
  },
  "room-created": {
    told: ({ name, room }, locale) =>
      isDirectRoom(room) ? ofTwo : noticesIn(locale).roomCreated(name, room),
    hasOwnWords: false,
  },
  joined: {
    told: ({ name, room, by }, locale) => {
      if (isDirectRoom(room)) return ofTwo;
      const { joined, invited } = noticesIn(locale);
      return (by === undefined ? joined : invited)(name, room);
    },
    way: "in",
    hasOwnWords: false,
  },
  left: {
    told: ({ name, room, by }, locale) => {
      const { leftDirect, left, removed } = noticesIn(locale);
      if (isDirectRoom(room)) return leftDirect(name);
      return (by === undefined ? left : removed)(name, room);
    },
    way: "out",
    hasOwnWords: false,
  },
  "room-changed": {
    told: ({ name, title, archived = false }, locale) =>
      title === undefined
        ? noticesIn(locale).archived(name, archived)
        : noticesIn(locale).titled(name, title),
    hasOwnWords: ({ title }) => title !== undefined,
  },
  topic: {
    told: ({ name, topic }, locale) =>
      topic === "" ? noticesIn(locale).topicRemoved(name) : noticesIn(locale).topic(name, topic),
    hasOwnWords: true,
  },
  pinned: {
    told: ({ name, target }, locale) => noticesIn(locale).pinned(name, target),
    hasOwnWords: false,
  },
  unpinned: {
    told: ({ name, target }, locale) => noticesIn(locale).unpinned(name, target),
    hasOwnWords: false,
  },
  edited: {
    told: ({ name, target, message, deleted }, locale) =>
      deleted ? ofDeleted : noticesIn(locale).edited(name, target, message),
    hasOwnWords: true,
  },
  reacted: {
    told: ({ name, target, emoji, withdrawn }, locale) => {
      const { reacted, unreacted } = noticesIn(locale);
      return (withdrawn ? unreacted : reacted)(name, target, emoji);
    },
    hasOwnWords: true,
  },
  renamed: {
    told: ({ old_name, name }, locale) => noticesIn(locale).renamed(old_name, name),
    hasOwnWords: false,
  },
  registered: { told: () => ofAccount, hasOwnWords: false },
  unregistered: { told: () => ofAccount, hasOwnWords: false },
  moderated: {
    told: (record, locale) =>
      textsOf(locale).moderations[record.action](record.name, record.by_name) + detailOf(record, locale),
    hasOwnWords: false,
  },
  deleted: {
    told: ({ by_name, target }, locale) => noticesIn(locale).deleted(by_name, target),
    hasOwnWords: false,
  },
  redacted: { told: (_, locale) => noticesIn(locale).redacted(), hasOwnWords: false },
  invited: {
    told: ({ name, by_name }, locale) => noticesIn(locale).asked(name, by_name),
    hasOwnWords: false,
  },
  declined: { told: ({ name }, locale) => noticesIn(locale).declined(name), hasOwnWords: false },
  "invitation-withdrawn": {
    told: ({ name, by_name }, locale) => noticesIn(locale).withdrawn(name, by_name),
    hasOwnWords: false,
  },
  blocked: {
    told: ({ target_name }, locale) => noticesIn(locale).blocked(target_name),
    hasOwnWords: false,
  },
  unblocked: {
    told: ({ target_name }, locale) => noticesIn(locale).unblocked(target_name),
    hasOwnWords: false,
  },
  reported: {
    told: ({ name, by_name }, locale) => noticesIn(locale).reported(name, by_name),
    hasOwnWords: false,
  },
  "report-resolved": {
    told: ({ name, by_name }, locale) => noticesIn(locale).resolved(name, by_name),
    hasOwnWords: false,
  },
};

/** Returns the details of a moderation: how, until when and why. */
const detailOf = (record: RecordOf<"moderated">, locale: Locale): string => {
  const { seconds, role, until, reason = "" } = record;
  const notices = noticesIn(locale);
  return [
    record.action === "slow" && seconds !== undefined ? notices.slow(seconds) : "",
    record.action === "role" && role !== undefined ? notices.role(role) : "",
    until === undefined ? "" : notices.until(new Date(until)),
    reason === "" ? "" : notices.reason(reason),
  ].join("");
};

/** Farewells of the server itself; anything else is the person's own. */
const ownWords: ReadonlySet<string> = new Set([textsOf("en").farewell(), textsOf("ru").farewell()]);

const hasFarewell = ({ status, message }: RecordOf<"disconnected">): boolean =>
  status === "normal" && message !== "" && !ownWords.has(message);

const departure = (record: RecordOf<"disconnected">, locale: Locale): string => {
  const { name, status, message } = record;
  const notices = noticesIn(locale);
  if (status === "abnormal" || status === "timeout") return notices.lost(name);
  return hasFarewell(record) ? notices.farewell(name, message) : notices.disconnected(name);
};
