/** A record as any program writes it. */
export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of fields, one within the other: `author.id`. */
export type Path = string;

/** How deep the fields of a record may lie. */
const deepest = 4;

/** All values of a record that are not objects, with the names that lead there. */
export function* leavesOf(
  fields: Fields,
  before: readonly string[] = [],
): Generator<readonly [readonly string[], unknown]> {
  for (const [name, value] of Object.entries(fields)) {
    const path = [...before, name];
    if (!isObject(value)) yield [path, value];
    else if (path.length < deepest) yield* leavesOf(value, path);
  }
}

/** The value at a path; a name may have a dot in it. */
export const valueAt = (fields: Fields, path: Path): unknown => {
  if (path in fields) return fields[path];
  const [first = "", ...rest] = path.split(".");
  const value = fields[first];
  return rest.length > 0 && isObject(value) ? valueAt(value, rest.join(".")) : undefined;
};

/** The value that stands for a person: a word, or a number. */
export const idIn = (value: unknown): string | undefined => {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
};

/** The text that was said: a text, a number, or pieces of a text. */
export const textIn = (value: unknown): string | undefined => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!Array.isArray(value)) return undefined;
  const pieces = value.map((piece: unknown) => (isObject(piece) ? textIn(piece["text"]) : textIn(piece)));
  return pieces.every((piece) => piece !== undefined) ? pieces.join("") : undefined;
};

/** Numbers of so many digits are beyond the precision of JavaScript. */
const isLong = /\d{16}/u;

/** A large number as it is written: two ids that differ in their last digit are two people. */
const exact = (_: string, value: unknown, { source }: { source?: string } = {}): unknown =>
  typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value) ? source : value;

/** The value of a JSON text; undefined if it is not JSON. */
export const parsedJson = (json: string): unknown => {
  try {
    return isLong.test(json) ? JSON.parse(json, exact) : JSON.parse(json);
  } catch {
    return undefined;
  }
};
