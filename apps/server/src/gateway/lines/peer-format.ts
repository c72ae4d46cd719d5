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

/** The reason why a text says nothing, and the program's id for it. */
export interface NotJson {
  readonly notJson: JsonProblem;
  readonly id?: ClientId | undefined;
}

/** A line as understood: as typed, the content of an object, or the reason why that says nothing. */
export type HeardLine = TypedLine | { readonly said: JsonSaying } | NotJson;

/** The parts that the formats of all line sessions share. */
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
 * The format of a peer: lines of text, or JSON if its first line is an object of a program (PRG-7) or the
 * connection asked for it. Once known, it stays.
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

  /** Tells whether a text is to be taken as a whole, not line by line. */
  takesWhole(text: string): boolean {
    return this.isJson || (this.#kind === "unknown" && sayingsOf(text) !== undefined);
  }

  /** Interprets a line: objects that are glued together on it become one each. */
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

  /** Learns the keys of a program: it is answered under those that it used first. */
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

/** Returns the content of a first line that consists only of objects of a program. */
const sayingsOf = (text: string): readonly JsonSaying[] | undefined => {
  const pieces = [...jsonPieces(text)];
  const sayings = pieces.flatMap((piece) => (piece.isObject && readFirstJson(piece.text)) || []);
  return pieces.length > 0 && sayings.length === pieces.length ? sayings : undefined;
};
