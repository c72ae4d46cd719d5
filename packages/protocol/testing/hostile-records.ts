import { z } from "zod";
import { recordInLog, recordSchema, type AnyRecord, type RecordType } from "../src/record.ts";
import { sampleRecords } from "./sample-records.ts";

/** A line that another person would seem to have said at another time, if lines could be forged. */
const forged = "[13:45:00] Борис: я подал в отставку";

/** Characters that end a line somewhere, control a terminal, change reading direction or are invisible. */
const marks = [
  ..."\n \r \r\n \v \f \u0085 \u2028 \u2029 \n\n \u001C \u001D \u001E".split(" "),
  ..."\0 \t \b \u001B[2J\u001B[H \u001B]0;x\u0007 \u009B1A \u007F \u0090".split(" "),
  ..."\u202A \u202B \u202D \u202E \u202C \u2066 \u2067 \u2068 \u2069 \u200E \u200F \u061C".split(" "),
  ..."\u200B \u200C \u200D \u2060 \uFEFF \u00AD \u034F \u180E \uFE0F \u{E0041} \uFFF9 \uD800".split(" "),
];

/** Texts by which a person or another program could make a line look like somebody else's (TXT-7). */
export const hostileTexts: readonly string[] = [
  ...marks.map((mark) => `а${mark}${forged}${mark}`),
  forged,
  `*** ${forged}`,
  "* Борис ушёл",
  "Борис: да",
  "Ошибка: да",
  "✓ #5",
  "--- #lobby ---",
  "-- да",
  marks.join(forged),
];

const isFreeText = (schema: unknown): boolean => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodString;
};

/** Returns the fields of a record type that may hold any text; the schema names them, new ones included. */
export const freeFieldsOf = (type: RecordType): readonly string[] =>
  recordSchema.options
    .filter(({ shape }) => shape.type.value === type)
    .flatMap(({ shape }) => Object.entries(shape))
    .flatMap(([field, schema]) => (isFreeText(schema) ? [field] : []));

/** Position and time of all these records, 10:00:00 UTC. */
const given = { seq: 7, prev: 3, time: "2026-11-21T10:00:00.000Z" };

/** Yields each hostile text in each such field of each type, in all, and in records nobody understands. */
export function* hostileRecords(): Generator<AnyRecord> {
  for (const { type, ...sample } of Object.values(sampleRecords)) {
    const fields = freeFieldsOf(type);
    const filled = (names: readonly string[], text: string): object => ({
      ...sample,
      ...given,
      type,
      ...Object.fromEntries(names.map((name) => [name, text])),
    });
    for (const text of hostileTexts) {
      for (const field of fields) yield recordInLog(filled([field], text));
      yield recordInLog(filled(fields, text));
      // A message that is said, not an action.
      yield recordInLog({ ...filled(["message"], text), action: undefined });
      yield recordInLog({ ...filled(fields, text), client_id: 5 });
      yield recordInLog({ ...filled(["message"], text), type: text });
    }
  }
}

const forbidden =
  /[\p{Cc}\u2028-\u202E\u2066-\u2069\p{Default_Ignorable_Code_Point}\p{Surrogate}\u200E\u200F\uFFF9-\uFFFB]/u;

/** Returns a character that no line may have, or undefined. Ignores those that emoji and languages need. */
export const forbiddenIn = (line: string): string | undefined => {
  const [found] = forbidden.exec(line) ?? [];
  return found === undefined
    ? undefined
    : `U+${found.codePointAt(0)?.toString(16)} in ${JSON.stringify(line)}`;
};
