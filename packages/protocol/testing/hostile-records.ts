import { z } from "zod";
import { recordInLog, recordSchema, type AnyRecord, type RecordType } from "../src/record.ts";
import { sampleRecords } from "./sample-records.ts";

/** What another person would have said at another time, if a line could be forged. */
const forged = "[13:45:00] Борис: я подал в отставку";

/** What ends a line somewhere, controls a terminal, turns the direction of reading, or is not seen. */
const marks = [
  ..."\n \r \r\n \v \f \u0085 \u2028 \u2029 \n\n \u001C \u001D \u001E".split(" "),
  ..."\0 \t \b \u001B[2J\u001B[H \u001B]0;x\u0007 \u009B1A \u007F \u0090".split(" "),
  ..."\u202A \u202B \u202D \u202E \u202C \u2066 \u2067 \u2068 \u2069 \u200E \u200F \u061C".split(" "),
  ..."\u200B \u200C \u200D \u2060 \uFEFF \u00AD \u034F \u180E \uFE0F \u{E0041} \uFFF9 \uD800".split(" "),
];

/** Texts with which a person, or another program, would make a line look like somebody else's (TXT-7). */
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

/** The fields of a type of record that may hold any text: those of the schema, so that a new one is among them. */
export const freeFieldsOf = (type: RecordType): readonly string[] =>
  recordSchema.options
    .filter(({ shape }) => shape.type.value === type)
    .flatMap(({ shape }) => Object.entries(shape))
    .flatMap(([field, schema]) => (isFreeText(schema) ? [field] : []));

/** When all of them were written, at 10:00:00 UTC. */
const given = { seq: 7, prev: 3, time: "2026-11-21T10:00:00.000Z" };

/** Each hostile text in each such field of a record of each type, and in all of them; then what nobody understands. */
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
      // What is said, not done.
      yield recordInLog({ ...filled(["message"], text), action: undefined });
      yield recordInLog({ ...filled(fields, text), client_id: 5 });
      yield recordInLog({ ...filled(["message"], text), type: text });
    }
  }
}

const forbidden =
  /[\p{Cc}\u2028-\u202E\u2066-\u2069\p{Default_Ignorable_Code_Point}\p{Surrogate}\u200E\u200F\uFFF9-\uFFFB]/u;

/** What a line has that no line may have; undefined for a good one. What an emoji or a language needs is not looked for. */
export const forbiddenIn = (line: string): string | undefined => {
  const [found] = forbidden.exec(line) ?? [];
  return found === undefined
    ? undefined
    : `U+${found.codePointAt(0)?.toString(16)} in ${JSON.stringify(line)}`;
};
