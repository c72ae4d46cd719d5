import { z } from "zod";
import { localeSchema, type Locale } from "../locale.ts";

/** What programs call what they say, and who says it. */
const textKeys = ["message", "text", "content", "msg", "body", "data"] as const;
const nameKeys = ["name", "username", "sender", "user", "nickname", "nick", "author", "from"] as const;
const kindKeys = ["type", "kind", "event", "action"] as const;
const roomKeys = ["room", "channel"] as const;
const toKeys = ["to", "recipient"] as const;
const localeKeys = ["locale", "lang", "language"] as const;

type TextKey = (typeof textKeys)[number];
type NameKey = (typeof nameKeys)[number];

/** What they also send, and nothing comes of here. */
const passedOver = (
  "time timestamp ts date datetime created_at sent_at client_id clientId user_id userId uid message_id messageId " +
  "uuid session seq version v color avatar status"
).split(" ");

/** Every key that is known, in the order in which it is told. */
export const jsonKeys: readonly string[] = [
  ...textKeys,
  ...nameKeys,
  ...kindKeys,
  ...roomKeys,
  ...toKeys,
  ...localeKeys,
  "id",
  "password",
  ...passedOver,
];
const known: ReadonlySet<string> = new Set(jsonKeys);

/** How a program calls things: what it gets is called so too. */
export interface JsonKeys {
  readonly text?: TextKey;
  readonly name?: NameKey;
}

/** What an object is for. */
export type JsonKind = "say" | "command" | "join" | "leave" | "login" | "register" | "ping" | "nothing";

/** What a program says with one object. */
export interface JsonSaying {
  readonly kind: JsonKind;
  readonly text?: string;
  readonly name?: string;
  readonly room?: string;
  /** Whom it is for alone. */
  readonly to?: string;
  readonly password?: string;
  readonly locale?: Locale;
  readonly id?: string | number;
  readonly keys: JsonKeys;
}

/** Why a text is nothing that a program can say. */
export type JsonProblem = "no-json" | "no-object" | "two-texts" | "no-text";

const kinds: Readonly<Record<Exclude<JsonKind, "say">, string>> = {
  command: "command cmd",
  join: "join connect connected hello hi introduce introduction nick name set_name username user_joined joined init",
  leave: "leave quit exit bye goodbye disconnect close part logout",
  login: "login auth authenticate signin",
  register: "register signup",
  ping: "ping heartbeat keepalive",
  nothing: "typing stop_typing pong ack read seen presence status",
};
const kindOf: ReadonlyMap<string, JsonKind> = new Map(
  Object.entries(kinds).flatMap(([kind, words]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of the table above
    words.split(" ").map((word) => [word, kind as JsonKind] as const),
  ),
);

/** Names that stand for nobody: a log calls the sides of a connection so. */
const sides: ReadonlySet<string> = new Set(["client", "server", "user", "me", "you"]);

/** Who is meant where a message is for nobody alone. */
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

/** What is `null` is not there. */
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

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && !sides.has(value.trim().toLowerCase());

/** What an object says (PRG-7), or why it says nothing. Keys that are not known are passed over. */
export const readJson = (text: string): JsonSaying | JsonProblem => {
  const value = parse(text);
  if (value === undefined) return "no-json";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "no-object";
  const fields = fieldsOf(value);
  const texts = textKeys.filter((key) => wordOf(fields[key]) !== undefined);
  const [textKey] = texts;
  if (new Set(texts.map((key) => wordOf(fields[key]))).size > 1) return "two-texts";
  const nameKey = nameKeys.find((key) => isName(fields[key]));
  const kind = kindOf.get(firstWord(fields, kindKeys)?.toLowerCase() ?? "") ?? "say";
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
    ...((typeof id === "string" || typeof id === "number") && { id }),
    keys: { ...(textKey && { text: textKey }), ...(nameKey && { name: nameKey }) },
  };
};

/** What a program calls an object, also one that says nothing; undefined where it has no name. */
export const jsonIdOf = (text: string): string | number | undefined => {
  const { data } = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(parse(text));
  return data?.id;
};

const isSimple = (value: unknown): boolean => typeof value !== "object" || value === null;

/**
 * Of a text that is an object, the keys that are not known, or have an object or a list: they make it no first line of a
 * program. Undefined for what is none.
 */
export const strangeJsonKeys = (text: string): readonly string[] | undefined => {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).flatMap(([key, field]) => (known.has(key) && isSimple(field) ? [] : [key]));
};

/** What a program says whose first line is this (PRG-7); undefined for a line of text. */
export const readFirstJson = (text: string): JsonSaying | undefined => {
  if (strangeJsonKeys(text)?.length !== 0) return undefined;
  const read = readJson(text);
  return typeof read === "object" && (read.kind !== "nothing" || read.name !== undefined) ? read : undefined;
};
