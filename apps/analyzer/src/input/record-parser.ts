import { kind, type BatchWriter, type Kind } from "./batch-writer.ts";
import { flag, type Columns } from "./columns.ts";
import type { DamageReason } from "./damage.ts";
import { parseTime } from "./parse-time.ts";

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const kindOf = (type: unknown): Kind => {
  if (typeof type !== "string") return kind.none;
  return type === "message" || type === "connected" || type === "disconnected" ? kind[type] : kind.other;
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
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
] as const satisfies ReadonlyArray<readonly [keyof Columns, string]>;

const numbers = [
  ["seq", "seq"],
  ["prev", "prev"],
  ["durationMs", "duration_ms"],
  ["replyTo", "reply_to"],
  ["code", "code"],
] as const satisfies ReadonlyArray<readonly [keyof Columns, string]>;

/** Reads any record at all with `JSON.parse`: what `RecordScanner` gave up. */
export class RecordParser {
  readonly #writer: BatchWriter;
  readonly #local: (clock: number) => number;

  constructor(writer: BatchWriter, local: (clock: number) => number) {
    this.#writer = writer;
    this.#local = local;
  }

  /** Reads one record and commits it; the reason when it is none. */
  read(json: string): DamageReason | undefined {
    const fields = parsed(json);
    if (fields === undefined) return "not-json";
    if (!isObject(fields)) return "not-a-record";
    const { client_id, message, sender } = fields;
    if (typeof client_id !== "string" || typeof message !== "string" || typeof sender !== "string") {
      return "not-a-record";
    }
    const time = parseTime(fields["time"], this.#local);
    if (Number.isNaN(time)) return fields["time"] === undefined ? "not-a-record" : "bad-time";
    this.#writer.begin();
    this.#fill(fields, time);
    const bytes = Buffer.from(message);
    this.#writer.commit(kindOf(fields["type"]), { bytes, start: 0, end: bytes.length });
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
      if (typeof value === "number" && value >= 0) columns[column][row] = value;
    }
    const lastSeen = fields["last_seen"];
    if (lastSeen !== undefined) columns.lastSeen[row] = parseTime(lastSeen, this.#local);
    const said = fields["sender"] === "server" ? 0 : flag.fromClient;
    columns.flags[row] = said | (fields["action"] === true ? flag.action : 0);
  }
}
