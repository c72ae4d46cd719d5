import { characters, serverId, textsOf } from "@beseda/protocol";
import type { DamageReason } from "./damage.ts";
import type { Names } from "./names.ts";
import { none, type Row } from "./row.ts";
import { parseTime } from "./time.ts";

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : none);

const greetings: ReadonlySet<string> = new Set([textsOf("ru").greeting(), textsOf("en").greeting()]);
const farewells: ReadonlySet<string> = new Set([textsOf("ru").farewell(), textsOf("en").farewell()]);

/** What a record is about when it does not say: by its sender, and by the words that every chat server opens with. */
const typeOf = (fields: Fields): string => {
  if (typeof fields["type"] === "string") return fields["type"];
  if (fields["sender"] !== "server") return "message";
  if (greetings.has(text(fields["message"]))) return "connected";
  return farewells.has(text(fields["message"])) ? "disconnected" : "notice";
};

const wordsIn = (message: string): number => message.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** Parses JSON and fills the row; the reason when it is not a record. */
export const readRecord = (json: string, row: Row, names: Names): DamageReason | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "not-json";
  }
  return isObject(value) ? fillRow(value, row, names) : "not-a-record";
};

const fillRow = (fields: Fields, row: Row, names: Names): DamageReason | undefined => {
  const { client_id, message, sender } = fields;
  if (typeof client_id !== "string" || typeof message !== "string" || typeof sender !== "string") {
    return "not-a-record";
  }
  row.time = parseTime(fields["time"]);
  if (Number.isNaN(row.time)) return "bad-time";
  row.type = typeOf(fields);
  row.client = names.clients.index(client_id);
  row.name = text(fields["name"]);
  row.room = typeof fields["room"] === "string" ? names.rooms.index(fields["room"]) : none;
  row.fromClient = sender !== "server" && client_id !== serverId;
  row.via = text(fields["via"]);
  row.durationMs = number(fields["duration_ms"]);
  fillSession(fields, row);
  const spoken = row.type === "message";
  row.words = spoken ? wordsIn(message) : 0;
  row.characters = spoken ? characters(message) : 0;
  return undefined;
};

/** A log without sessions has one at a time for each client: the one that the greeting opened. */
const fillSession = (fields: Fields, row: Row): void => {
  row.session = text(fields["session"]);
  row.code = number(fields["code"]);
  row.status = text(fields["status"]);
  if (row.session === "" && (row.type === "connected" || row.type === "disconnected")) {
    row.session = text(fields["client_id"]);
  }
  if (row.type === "disconnected" && row.status === "")
    row.status = fields["type"] === undefined ? "normal" : "unknown";
};
