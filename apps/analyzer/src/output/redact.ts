import { reportSchema, type Report } from "@beseda/protocol";

/** Numbers in place of names, in the order of their first sight. */
class Aliases {
  readonly #prefix: string;
  readonly #known = new Map<string, string>();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(name: string): string {
    const alias = this.#known.get(name) ?? `${this.#prefix}-${this.#known.size + 1}`;
    this.#known.set(name, alias);
    return alias;
  }
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const ids: ReadonlySet<string> = new Set(["client_id", "from", "to"]);
const rooms: ReadonlySet<string> = new Set(["room", "favourite_room"]);
/** A name stands beside the id that it is of. */
const idOfName: Readonly<Record<string, string>> = { name: "client_id", from_name: "from", to_name: "to" };

/** Replaces everything that identifies people and places by aliases. */
class Anonymizer {
  readonly #clients = new Aliases("client");
  readonly #rooms = new Aliases("room");
  readonly #files = new Aliases("log");
  readonly #sessions = new Aliases("session");

  value(value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, this.#field(key, field, value)]),
    );
  }

  #field(key: string, field: Json, parent: { readonly [key: string]: Json }): Json {
    // Names of fields identify nobody.
    if (key === "fields") return field;
    if (typeof field === "string") return this.#text(key, field, parent);
    if (key === "names" && Array.isArray(field)) return [this.#clients.of(textIn(parent, "client_id"))];
    if (key === "files" && isTexts(field)) return field.map((file) => this.#files.of(file));
    if (key === "clients" && isTexts(field)) return field.map((client) => this.#clients.of(client));
    if (key === "rooms" && isTexts(field)) return field.map((room) => this.#rooms.of(room));
    return this.value(field);
  }

  #text(key: string, text: string, parent: { readonly [key: string]: Json }): string {
    if (ids.has(key)) return this.#clients.of(text);
    if (rooms.has(key)) return this.#rooms.of(text);
    if (key === "file") return this.#files.of(text);
    if (key === "session") return this.#sessions.of(text);
    const id = idOfName[key];
    return id === undefined ? text : this.#clients.of(textIn(parent, id));
  }
}

const textIn = (parent: { readonly [key: string]: Json }, key: string): string => {
  const text = parent[key];
  return typeof text === "string" ? text : "";
};

const isTexts = (value: Json): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** The report without texts of people: words, links, and their own words at leaving. */
export const withoutText = (report: Report): Report => ({
  ...report,
  ...(report.words && { words: { ...report.words, top_words: [], domains: [] } }),
  ...(report.disconnects && { disconnects: { ...report.disconnects, by_reason: [] } }),
});

/** The report without the words that people left with: they may hold names. */
const withoutReasons = (report: Report): Report => ({
  ...report,
  ...(report.disconnects && { disconnects: { ...report.disconnects, by_reason: [] } }),
});

/** The report without names, ids, rooms and files, and whatever belongs to it in the same way. */
export const anonymous = <Other>(
  report: Report,
  other: Other,
): { readonly report: Report; readonly other: Other } => {
  const anonymizer = new Anonymizer();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both are JSON, and keep their shapes
  const value = anonymizer.value({ report: withoutReasons(report), other } as unknown as Json) as unknown as {
    report: unknown;
    other: Other;
  };
  return { report: reportSchema.parse(value.report), other: value.other };
};
