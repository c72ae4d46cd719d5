import { kind, type BatchWriter, type Kind } from "./batch-writer.ts";
import { isChangeType } from "./change.ts";
import { flag, type Columns } from "./columns.ts";
import type { DamageReason } from "./damage.ts";
import { translated, type Dialect } from "./foreign/dialect.ts";
import { isObject, parsedJson, type Fields } from "./foreign/fields.ts";
import { parseTime, type TimeOptions } from "./moment.ts";
import { ownRecord } from "./own-record.ts";

const kindOf = (type: unknown): Kind => {
  if (typeof type !== "string") return kind.none;
  if (isChangeType(type)) return kind.change;
  return type === "message" || type === "connected" || type === "disconnected" ? kind[type] : kind.other;
};

const texts = [
  ["type", "type"],
  ["client", "client_id"],
  ["name", "name"],
  ["room", "room"],
  ["session", "session"],
  ["via", "via"],
  ["status", "status"],
  ["program", "client"],
  ["reason", "emoji"],
] as const satisfies ReadonlyArray<readonly [keyof Columns, string]>;

const numbers = [
  ["seq", "seq"],
  ["prev", "prev"],
  ["durationMs", "duration_ms"],
  ["target", "reply_to"],
  ["target", "target"],
  ["code", "code"],
] as const satisfies ReadonlyArray<readonly [keyof Columns, string]>;

export interface RecordParserOptions extends TimeOptions {
  /** How the records of another program are read. */
  readonly dialect?: Dialect | undefined;
}

/** Reads any record with `JSON.parse`: those that `RecordScanner` gave up, and those of other programs. */
export class RecordParser {
  readonly #writer: BatchWriter;
  readonly #options: RecordParserOptions;

  constructor(writer: BatchWriter, options: RecordParserOptions) {
    this.#writer = writer;
    this.#options = options;
  }

  /** Reads one record and commits it; returns the reason if it is not one. */
  read(json: string): DamageReason | undefined {
    const value = parsedJson(json);
    if (value === undefined) return "not-json";
    if (!isObject(value)) return "not-a-record";
    const { dialect } = this.#options;
    const found = dialect ? translated(value, dialect, this.#options) : ownRecord(value, this.#options);
    if (typeof found === "string") return found;
    this.#writer.begin();
    const { said_at: saidAt, imported, type, file } = found.fields;
    const said = saidAt === undefined ? Number.NaN : parseTime(saidAt, this.#options);
    const isImported = !Number.isNaN(said);
    this.#fill(found.fields, isImported ? said : found.time);
    const { columns, row } = this.#writer;
    if (isImported) columns.flags[row] = (columns.flags[row] ?? 0) | flag.imported;
    if (type === "file" && isObject(file)) this.#writer.noteFile(file);
    if (isObject(imported)) this.#writer.noteImport(imported);
    const bytes = Buffer.from(String(found.fields["message"]));
    this.#writer.commit(kindOf(found.fields["type"]), { bytes, start: 0, end: bytes.length });
    return undefined;
  }

  #fill(fields: Fields, time: number): void {
    const { columns, row, interner } = this.#writer;
    columns.time[row] = time;
    for (const [column, field] of texts) {
      const value = fields[field];
      if (typeof value === "string") columns[column][row] = interner.indexOf(value);
    }
    for (const [column, field] of numbers) {
      const value = fields[field];
      if (typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER)
        columns[column][row] = value;
    }
    const lastSeen = fields["last_seen"];
    if (lastSeen !== undefined) columns.lastSeen[row] = parseTime(lastSeen, this.#options);
    const said = fields["sender"] === "server" ? 0 : flag.fromClient;
    columns.flags[row] =
      said |
      (fields["action"] === true ? flag.action : 0) |
      (fields["withdrawn"] === true ? flag.withdrawn : 0);
  }
}
