import {
  jsonIdOf,
  jsonPieces,
  readFirstJson,
  readJson,
  type JsonKeys,
  type JsonProblem,
  type JsonSaying,
} from "@beseda/protocol";
import { JsonFormat, JsonRecords, type ServerFacts } from "./json-format.ts";
import type { ClientId, LineFormat } from "./line-format.ts";
import type { TypedLine } from "./line-splitter.ts";
import { RecordLines } from "./record-lines.ts";
import { TextFormat } from "./text-format.ts";

/** Why a text says nothing, and what the program called it. */
export interface NotJson {
  readonly notJson: JsonProblem;
  readonly id?: ClientId | undefined;
}

/** A line as it is understood: as it was typed, what an object says, or why that says nothing. */
export type HeardLine = TypedLine | { readonly said: JsonSaying } | NotJson;

/** What formats of all line sessions share. */
export class LineFormats {
  readonly text: LineFormat = new TextFormat(new RecordLines());
  readonly #records: JsonRecords;

  constructor(server: ServerFacts) {
    this.#records = new JsonRecords(server);
  }

  json(keys: JsonKeys): LineFormat {
    return new JsonFormat(this.#records, keys);
  }
}

/**
 * What a peer speaks: lines of text, or JSON where its first line is an object of a program (PRG-7), or where the
 * connection asked for it. Once that is known it stays.
 */
export class PeerFormat {
  readonly #formats: LineFormats;
  #kind: "unknown" | "text" | "json";
  #keys: JsonKeys = {};
  #format: LineFormat;

  constructor(formats: LineFormats, asked: "text" | "json" | undefined) {
    this.#formats = formats;
    this.#kind = asked ?? "unknown";
    this.#format = asked === "json" ? formats.json(this.#keys) : formats.text;
  }

  get format(): LineFormat {
    return this.#format;
  }

  get isJson(): boolean {
    return this.#kind === "json";
  }

  /** Whether a text is to be taken as a whole, and not line by line. */
  takesWhole(text: string): boolean {
    return this.isJson || (this.#kind === "unknown" && sayingsOf(text) !== undefined);
  }

  /** What a line is understood as: a line of objects that are glued together as one each. */
  understand(line: TypedLine): readonly HeardLine[] {
    if ("text" in line && this.#kind === "unknown" && sayingsOf(line.text) !== undefined) this.#kind = "json";
    if (this.#kind === "unknown") this.#kind = "text";
    if (this.#kind === "text" || !("text" in line)) return [line];
    return [...jsonPieces(line.text)].map((piece) => {
      const read = piece.isObject ? readJson(piece.text) : "no-json";
      if (typeof read === "string") return { notJson: read, id: jsonIdOf(piece.text) };
      this.#learn(read.keys);
      return { said: read };
    });
  }

  /** A program is answered under the names that it uses itself, the first ones. */
  #learn(keys: JsonKeys): void {
    const learnt = { ...keys, ...this.#keys };
    if (
      this.#format !== this.#formats.text &&
      learnt.name === this.#keys.name &&
      learnt.text === this.#keys.text
    )
      return;
    this.#keys = learnt;
    this.#format = this.#formats.json(learnt);
  }
}

/** What a first line says that is objects of a program and nothing else. */
const sayingsOf = (text: string): readonly JsonSaying[] | undefined => {
  const pieces = [...jsonPieces(text)];
  const sayings = pieces.flatMap((piece) => (piece.isObject && readFirstJson(piece.text)) || []);
  return pieces.length > 0 && sayings.length === pieces.length ? sayings : undefined;
};
