import { serverId } from "@beseda/protocol";
import type { DamageReason } from "../damage.ts";
import { momentIn, timeOf, type DateOrder, type TimeOptions } from "../moment.ts";
import { ownRecord, type OwnRecord } from "../own-record.ts";
import { idIn, textIn, valueAt, type Fields, type Path } from "./fields.ts";
import { kindOfWord, serverWords } from "./field-names.ts";

/** Which fields of a log mean what. */
export interface Mapping {
  readonly who: Path;
  readonly what: Path;
  /** A date and a clock may be two fields. */
  readonly when: readonly Path[];
  readonly name?: Path;
  readonly room?: Path;
  /** Fields that distinguish messages from other records; the first that is there counts. */
  readonly kind?: readonly Path[];
  /** The field that distinguishes the server from its clients. */
  readonly side?: Path;
}

/** How a log of another program is read. Plain data: it goes to where the records are read. */
export interface Dialect {
  readonly fields: Mapping;
  readonly order?: DateOrder;
  /** The encoding of the bytes, if they are not UTF-8. */
  readonly encoding?: string;
  /** The place of the records in the one object of the file. */
  readonly records?: Path;
  /** Whether the records are the values of an object there, not the elements of an array. */
  readonly isKeyed?: boolean;
  /** Whether the newest record comes first, as services list what they have. */
  readonly isNewestFirst?: boolean;
}

/** The fields that mean the same in a log that names its clients as ours does. */
const ownFields = [
  "session",
  "via",
  "client",
  "status",
  "code",
  "duration_ms",
  "seq",
  "prev",
  "reply_to",
  "last_seen",
];
/** The field that our own log names its clients by. */
const ownWho = "client_id";

const dayMs = 86_400_000;

/** The time that one field gives, or two: one the day, the other the clock. */
const timeIn = (fields: Fields, paths: readonly Path[], options: TimeOptions): number => {
  const [first, second] = paths.map((path) => momentIn(valueAt(fields, path)));
  if (!first) return Number.NaN;
  if (paths.length < 2) return timeOf(first, options);
  if (!second) return Number.NaN;
  const [date, clock] = first.kind === "clock" ? [second, first] : [first, second];
  if (clock.kind !== "clock") return Number.NaN;
  const wall = timeOf(date, { ...options, local: (at) => at });
  return options.local(Math.floor(wall / dayMs) * dayMs + clock.at);
};

/** The type of a record, by its program's words for it: if none of them is known, it is a message. */
const kindIn = (fields: Fields, { kind = [] }: Mapping): { word: string; type: string } | undefined => {
  const words = kind
    .map((path) => valueAt(fields, path))
    .filter((value): value is string => typeof value === "string" && value !== "");
  const word = words.find((one) => kindOfWord(one) !== undefined) ?? words[0];
  if (word === undefined) return undefined;
  const told = kindOfWord(word);
  return { word, type: told === undefined ? "message" : told === "other" ? word : told };
};

/** Whether the server said it. */
const isServer = (fields: Fields, { side }: Mapping): boolean => {
  const word = side === undefined ? undefined : valueAt(fields, side);
  return typeof word === "string" && serverWords.has(word.toLowerCase());
};

/** A record in the form of ours, or the reason why it is not one. */
export const translated = (
  fields: Fields,
  { fields: mapping, order }: Dialect,
  options: TimeOptions,
): OwnRecord | DamageReason => {
  const isOwn = mapping.who === ownWho;
  if (isOwn && mapping.what === "message" && mapping.side === "sender") {
    return ownRecord(fields, { ...options, order });
  }
  const kind = kindIn(fields, mapping);
  const isMessage = kind === undefined || kind.type === "message";
  const who = idIn(valueAt(fields, mapping.who)) ?? (isMessage ? undefined : serverId);
  const text = textIn(valueAt(fields, mapping.what));
  const when = mapping.when.map((path) => valueAt(fields, path));
  if (who === undefined || (text === undefined && kind === undefined) || when.includes(undefined)) {
    return "not-a-record";
  }
  const time = timeIn(fields, mapping.when, { ...options, order });
  if (Number.isNaN(time)) return "bad-time";
  const type = text === undefined && isMessage ? kind?.word : kind?.type;
  // In a log that only distinguishes the server from its clients, the server's words give the type.
  const typed = type ?? (mapping.side === undefined ? "message" : undefined);
  const session = typed === "connected" || typed === "disconnected" ? { session: who } : {};
  const name = mapping.name === undefined ? undefined : idIn(valueAt(fields, mapping.name));
  const room = mapping.room === undefined ? undefined : idIn(valueAt(fields, mapping.room));
  return {
    time,
    fields: {
      ...session,
      ...(isOwn &&
        Object.fromEntries(ownFields.flatMap((field) => (field in fields ? [[field, fields[field]]] : [])))),
      type: typed,
      client_id: who,
      name,
      room,
      sender: who === serverId || isServer(fields, mapping) ? "server" : "client",
      message: text ?? "",
    },
  };
};
