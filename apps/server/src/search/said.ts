/** What a record says, changes or takes back, as far as it matters to a search. */
export type Said =
  | {
      readonly kind: "message";
      readonly seq: number;
      readonly room: string;
      readonly client: string;
      readonly name: string;
      readonly time: number;
      readonly text: string;
      /** The name of the file that it is. */
      readonly file: string | undefined;
    }
  | { readonly kind: "edited"; readonly seq: number; readonly target: number; readonly text: string }
  | { readonly kind: "gone"; readonly target: number }
  | { readonly kind: "redacted"; readonly target: number };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const nameOf = (file: unknown): string => text(Object(file).name);

/**
 * Reads a record of our own log. What does not have the shape of its type says nothing (LOG-12); this is looked
 * at by hand, since a million of them are read for a new index.
 */
export const saidBy = (bytes: string): Said | undefined => {
  const record: Readonly<Record<string, unknown>> = Object(JSON.parse(bytes));
  const { type, seq, target, message } = record;
  if (typeof seq !== "number" || typeof message !== "string") return undefined;
  if ((type === "message" || type === "file") && typeof record["room"] === "string")
    return {
      kind: "message",
      seq,
      room: record["room"],
      client: text(record["client_id"]),
      name: text(record["name"]),
      time: Date.parse(text(record["said_at"]) || text(record["time"])) || 0,
      text: message,
      file: type === "file" ? nameOf(record["file"]) : undefined,
    };
  if (typeof target !== "number") return undefined;
  if (type === "edited") return { kind: "edited", seq, target, text: message };
  if (type === "deleted") return { kind: "gone", target };
  return type === "redacted" ? { kind: "redacted", target } : undefined;
};

/** The words of a post: those of the file that it is, and what was written, or written with it. */
export const wordsIn = (file: string | undefined, message: string): string =>
  file === undefined ? message : message === "" ? file : `${file}: ${message}`;

/** What a record of our own log says, and the name of the file that it is. */
export interface SaidText {
  readonly text: string;
  readonly file: string | undefined;
}

export const textIn = (bytes: string): SaidText => {
  const record: Readonly<Record<string, unknown>> = Object(JSON.parse(bytes));
  return {
    text: text(record["message"]),
    file: record["type"] === "file" ? nameOf(record["file"]) : undefined,
  };
};
