import { z } from "zod";
import { seqSchema } from "../ids.ts";
import { localeSchema, type Locale } from "../locale.ts";

/** Keys under which programs send a text, its author and other fields. */
const textKeys = ["message", "text", "content", "msg", "body", "data"] as const;
const nameKeys = ["name", "username", "sender", "user", "nickname", "nick", "author", "from"] as const;
const kindKeys = ["type", "kind", "event", "action"] as const;
const roomKeys = ["room", "channel"] as const;
const toKeys = ["to", "recipient"] as const;
const localeKeys = ["locale", "lang", "language"] as const;

type TextKey = (typeof textKeys)[number];
type NameKey = (typeof nameKeys)[number];

/** Keys that programs also send and that have no effect here. */
const passedOver = (
  "time timestamp ts date datetime created_at sent_at client_id clientId user_id userId uid message_id messageId " +
  "uuid session version v color avatar status"
).split(" ");

/** All known keys: those that have a meaning here, then those that are ignored. */
export const jsonKeys: readonly string[] = [
  ...textKeys,
  ...nameKeys,
  ...kindKeys,
  ...roomKeys,
  ...toKeys,
  ...localeKeys,
  "id",
  "password",
  "seq",
  ...passedOver,
];
const known: ReadonlySet<string> = new Set(jsonKeys);

/** The keys that a program uses: objects sent to it use the same ones. */
export interface JsonKeys {
  readonly text?: TextKey;
  readonly name?: NameKey;
}

/** The purpose of an object. */
export type JsonKind =
  | "say"
  | "command"
  | "join"
  | "leave"
  | "login"
  | "register"
  | "ping"
  | "read"
  | "nothing";

/** The content of one object from a program. */
export interface JsonSaying {
  readonly kind: JsonKind;
  readonly text?: string;
  readonly name?: string;
  readonly room?: string;
  /** The only recipient, if it is not for the whole room. */
  readonly to?: string;
  readonly password?: string;
  readonly locale?: Locale;
  readonly id?: string | number;
  /** What it has read, where it says that. */
  readonly seq?: number;
  readonly keys: JsonKeys;
}

/** Reasons why a text is not an object that a program can send. */
export type JsonProblem = "no-json" | "no-object" | "two-texts" | "no-text";

const kinds: Readonly<Record<Exclude<JsonKind, "say">, string>> = {
  command: "command cmd",
  join: "join connect connected hello hi introduce introduction nick name set_name username user_joined joined init",
  leave: "leave quit exit bye goodbye disconnect close part logout",
  login: "login auth authenticate signin",
  register: "register signup",
  ping: "ping heartbeat keepalive",
  read: "read seen",
  nothing: "typing stop_typing pong ack presence status",
};
const kindOf: ReadonlyMap<string, JsonKind> = new Map(
  Object.entries(kinds).flatMap(([kind, words]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the table above
    words.split(" ").map((word) => [word, kind as JsonKind] as const),
  ),
);

/** Names that identify nobody: logs use them for the sides of a connection. */
const sides: ReadonlySet<string> = new Set(["client", "server", "user", "me", "you"]);

/** Recipients that mean everyone. */
const everyone: ReadonlySet<string> = new Set([
  "",
  "all",
  "everyone",
  "everybody",
  "broadcast",
  "*",
  "все",
  "всем",
]);

type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of an object; one that is `null` counts as missing. */
const fieldsOf = (value: object): Fields =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));

const wordOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const firstWord = (fields: Fields, keys: readonly string[]): string | undefined =>
  wordOf(fields[keys.find((key) => wordOf(fields[key]) !== undefined) ?? ""]);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Returns the kind of an object; one that does not say how far it has read says nothing by it. */
const kindIn = (fields: Fields, seq: number | undefined): JsonKind => {
  const kind = kindOf.get(firstWord(fields, kindKeys)?.toLowerCase() ?? "") ?? "say";
  return kind === "read" && seq === undefined ? "nothing" : kind;
};

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && !sides.has(value.trim().toLowerCase());

/** Reads an object (PRG-7), or returns why it says nothing. Unknown keys are ignored. */
export const readJson = (text: string): JsonSaying | JsonProblem => {
  const value = parse(text);
  if (value === undefined) return "no-json";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "no-object";
  const fields = fieldsOf(value);
  const texts = textKeys.filter((key) => wordOf(fields[key]) !== undefined);
  const [textKey] = texts;
  if (new Set(texts.map((key) => wordOf(fields[key]))).size > 1) return "two-texts";
  const nameKey = nameKeys.find((key) => isName(fields[key]));
  const seq = seqSchema.safeParse(fields["seq"]).data;
  const kind = kindIn(fields, seq);
  const name = nameKey && fields[nameKey];
  if (kind === "say" && textKey === undefined && name === undefined) return "no-text";
  const to = firstWord(fields, toKeys)?.trim();
  const room = firstWord(fields, roomKeys)?.trim().replace(/^#/u, "");
  const { id, password } = fields;
  const locale = localeSchema.safeParse(firstWord(fields, localeKeys)?.slice(0, 2).toLowerCase()).data;
  return {
    kind,
    ...(textKey !== undefined && { text: wordOf(fields[textKey]) ?? "" }),
    ...(isName(name) && { name: name.trim() }),
    ...(room && { room }),
    ...(to !== undefined && !everyone.has(to.toLowerCase()) && { to }),
    ...(typeof password === "string" && { password }),
    ...(locale && { locale }),
    ...(kind === "read" && seq !== undefined && { seq }),
    ...((typeof id === "string" || typeof id === "number") && { id }),
    keys: { ...(textKey && { text: textKey }), ...(nameKey && { name: nameKey }) },
  };
};

/** Returns the `id` that a program gave an object, even one that says nothing; undefined if there is none. */
export const jsonIdOf = (text: string): string | number | undefined => {
  const { data } = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(parse(text));
  return data?.id;
};

const isSimple = (value: unknown): boolean => typeof value !== "object" || value === null;

/**
 * Returns the keys of an object that are unknown, or whose value is an object or a list: with any, a text
 * does not count as the first line of a program. Undefined for a text that is not an object.
 */
export const strangeJsonKeys = (text: string): readonly string[] | undefined => {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).flatMap(([key, field]) => (known.has(key) && isSimple(field) ? [] : [key]));
};

/** Reads the first line of a program (PRG-7); undefined for a line of text. */
export const readFirstJson = (text: string): JsonSaying | undefined => {
  if (strangeJsonKeys(text)?.length !== 0) return undefined;
  const read = readJson(text);
  return typeof read === "object" && (read.kind !== "nothing" || read.name !== undefined) ? read : undefined;
};
