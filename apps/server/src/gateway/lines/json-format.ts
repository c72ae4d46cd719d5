import {
  type AnyRecord,
  cleanLine,
  cleanLines,
  fileOf,
  gatewayTextsOf,
  isDirectRoom,
  isImported,
  isOf,
  isPost,
  type JsonKeys,
  type JsonLine,
  type Locale,
  nameOnLine,
  noticeOf,
  type Post,
  type RecordOf,
  roomOf,
  sayingOf,
  serverId,
  textsOf,
} from "@beseda/protocol";
import { clockTime } from "./clock-time.ts";
import type { ClientId, Greeted, LineFormat, Parting, Refused, View } from "./line-format.ts";
import { partingLine } from "./parting-line.ts";

/** A line of the chat itself, without the properties that all of these have. */
type OwnLine = JsonLine extends infer Line ? (Line extends JsonLine ? Omit<Line, "name"> : never) : never;

/** JSON lines for programs (PRG-9): text and author, also under the keys that the program uses for them. */
export class JsonFormat implements LineFormat {
  readonly #keys: JsonKeys;
  readonly #records: JsonRecords;

  constructor(records: JsonRecords, keys: JsonKeys) {
    this.#records = records;
    this.#keys = keys;
  }

  greeting({ session, room, seq, limits }: Greeted): readonly string[] {
    const { locale, name, clientId } = session;
    return this.#own({
      type: "welcome",
      message: textsOf(locale).greeting(),
      you: { client_id: clientId, name },
      room,
      seq,
      locale,
      limits,
      server: this.#records.server,
    });
  }

  /** Returns no head: each record says itself that it is history. */
  historyHead(): readonly string[] {
    return [];
  }

  day(): readonly string[] {
    return [];
  }

  answer(sentences: readonly string[], id?: ClientId): readonly string[] {
    if (sentences.length === 0) return [];
    const message = sentences.map(clean).join("\n");
    return this.#own({ type: "answer", message, ...(id !== undefined && { id }) });
  }

  waiting(sentences: readonly string[]): readonly string[] {
    return sentences.flatMap((sentence) => this.answer([sentence]));
  }

  enterFirst(locale: Locale): readonly string[] {
    return this.answer([gatewayTextsOf(locale).enterFirstJson()]);
  }

  refusal({ code, sentence, id, retryAfterMs }: Refused): readonly string[] {
    return this.#own({
      type: "error",
      message: clean(sentence),
      code,
      ...(id !== undefined && { id }),
      ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }),
    });
  }

  acknowledgement({ seq, time }: RecordOf<"message">, locale: Locale, id?: ClientId): readonly string[] {
    const message = gatewayTextsOf(locale).acknowledged(seq, clockTime(time));
    return this.#own({ type: "acknowledged", message, seq, time, ...(id !== undefined && { id }) });
  }

  record(record: AnyRecord, { session, isHistory, isHit }: View): readonly string[] {
    const isOwn = record.client_id === session.clientId;
    return this.#records.of(record, { locale: session.locale, isHistory, isHit, isOwn }, this.#keys);
  }

  news(record: AnyRecord, sentence: string): readonly string[] {
    return [lineOf(noticeLine(record, clean(sentence), { isHistory: false, isHit: false }), this.#keys)];
  }

  parting({ code, reason, locale }: Parting): readonly string[] {
    const hint = /; retry-after-ms=(\d+)$/u.exec(reason)?.[1];
    return this.#own({
      type: "goodbye",
      message: clean(partingLine(code, reason, locale)),
      code,
      ...(hint !== undefined && { retry_after_ms: Number(hint) }),
    });
  }

  #own(line: OwnLine): readonly string[] {
    return [lineOf({ name: serverId, ...line }, this.#keys)];
  }
}

/** Cleans a text and joins its lines into one text again. */
const clean = (text: string): string => cleanLines(text).join("\n");

const lineOf = (line: JsonLine, { name, text }: JsonKeys): string => {
  const { type, name: who, message, ...more } = line;
  return JSON.stringify({
    type,
    name: who,
    message,
    ...(name !== undefined && { [name]: who }),
    ...(text !== undefined && { [text]: message }),
    ...more,
  });
};

/** The view of a record, and its viewer. */
interface Seen {
  readonly locale: Locale;
  readonly isHistory: boolean;
  readonly isHit: boolean;
  readonly isOwn: boolean;
}

/** The facts by which a server describes itself. */
export interface ServerFacts {
  readonly name: string;
  readonly version: string;
}

/** Records as JSON lines, shared by all readers of these. */
export class JsonRecords {
  readonly server: ServerFacts;
  /** The lines of each record by view: readers with the same view get the same lines, made once. */
  readonly #made = new WeakMap<AnyRecord, Map<string, readonly string[]>>();

  constructor(server: ServerFacts) {
    this.server = server;
  }

  of(record: AnyRecord, seen: Seen, keys: JsonKeys): readonly string[] {
    let made = this.#made.get(record);
    if (!made) this.#made.set(record, (made = new Map()));
    const { locale, isHistory, isHit, isOwn } = seen;
    const key = `${locale} ${keys.name} ${keys.text} ${isHistory} ${isHit} ${isOwn}`;
    let lines = made.get(key);
    if (!lines) {
      const line = isPost(record) ? messageLine(record, seen) : seenLine(record, seen);
      made.set(key, (lines = line ? [lineOf(line, keys)] : []));
    }
    return lines;
  }
}

const messageLine = (record: Post, { locale, isHistory, isHit, isOwn }: Seen): JsonLine => {
  const { message, name, client_id, room, seq, time, said_at, action, reply_to, edited, deleted } = record;
  const file = fileOf(record);
  return {
    type: "message",
    name: nameOnLine(name),
    message: clean(sayingOf(file, message, locale)),
    client_id: cleanLine(client_id),
    room: cleanLine(room),
    seq,
    time,
    ...(action && { action }),
    ...(isOwn && { own: true }),
    ...(isHistory && { history: true }),
    ...(isHit && { hit: true }),
    ...(isDirectRoom(room) && { private: true }),
    ...(reply_to !== undefined && { reply_to }),
    ...(file && { file: { ...file, name: cleanLine(file.name) } }),
    ...(isImported(record) && { imported: true }),
    ...(said_at !== undefined && { said_at }),
    ...(edited && { edited }),
    ...(deleted && { deleted }),
  };
};

const seenLine = (record: AnyRecord, seen: Seen): JsonLine | undefined => {
  const notice = noticeOf(record, seen.locale);
  return notice === undefined ? undefined : noticeLine(record, clean(notice), seen);
};

type Notice = Extract<JsonLine, { type: "notice" }>;

/** Returns what was done to which message. */
const doneTo = (record: AnyRecord): Pick<Notice, "target" | "text" | "emoji" | "withdrawn"> => {
  if (isOf(record, "edited")) return { target: record.target, text: clean(record.message) };
  if (isOf(record, "reacted")) {
    const { target, emoji, withdrawn } = record;
    return { target, emoji: cleanLine(emoji), ...(withdrawn && { withdrawn }) };
  }
  const isTakenBack = isOf(record, "deleted") || isOf(record, "redacted");
  const isDone = isTakenBack || isOf(record, "pinned") || isOf(record, "unpinned");
  return isDone && record.target !== undefined ? { target: record.target } : {};
};

const noticeLine = (
  record: AnyRecord,
  message: string,
  { isHistory, isHit }: Pick<Seen, "isHistory" | "isHit">,
): JsonLine => {
  const room = roomOf(record);
  const who = "name" in record && typeof record.name === "string" ? nameOnLine(record.name) : undefined;
  return {
    type: "notice",
    name: serverId,
    message,
    event: cleanLine(record.type),
    client_id: cleanLine(record.client_id),
    ...(who !== undefined && { who }),
    ...doneTo(record),
    ...(room !== undefined && { room: cleanLine(room) }),
    seq: record.seq,
    time: record.time,
    ...(isHistory && { history: true }),
    ...(isHit && { hit: true }),
  };
};
