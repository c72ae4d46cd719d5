import { cleanName, cleanText, isOf, noticeOf, type AnyRecord, type Locale } from "@beseda/protocol";
import { clockTime } from "./clock-time.ts";

/** Besides `\n`, what programs that read lines take for the end of one. */
const lineEnds = /[\n\u2028\u2029]/u;

/**
 * Records as lines for people (TXT-2): `[13:45:00] Анна: Привет`, `[13:45:00] * Анна танцует`,
 * `[13:45:00] *** Анна теперь в чате`, with a label before them where they are of another room.
 *
 * Nobody can say a line that looks as if another had said it: what follows the first line of a message begins with
 * `  | `, a name that begins with `*` stands in quotes, and controls are taken out again here, because a log may have
 * been written by another program.
 */
export class RecordLines {
  /** Every reader of a room gets the same lines: they are made once. */
  readonly #made = new WeakMap<AnyRecord, Map<string, readonly string[]>>();

  /** The lines of a record; none for what only programs read. */
  of(record: AnyRecord, locale: Locale, label: string): readonly string[] {
    let made = this.#made.get(record);
    if (!made) this.#made.set(record, (made = new Map()));
    const key = `${locale} ${label}`;
    let lines = made.get(key);
    if (!lines) made.set(key, (lines = make(record, locale, label)));
    return lines;
  }
}

const make = (record: AnyRecord, locale: Locale, label: string): readonly string[] => {
  const said = sayingOf(record, locale);
  if (said === undefined) return [];
  const [first = "", ...more] = cleanText(said.text).split(lineEnds);
  const before = label === "" ? "" : `${label} `;
  return [`${before}[${clockTime(record.time)}] ${said.head}${first}`, ...more.map((line) => `  | ${line}`)];
};

const sayingOf = (
  record: AnyRecord,
  locale: Locale,
): { readonly head: string; readonly text: string } | undefined => {
  if (!isOf(record, "message")) {
    const notice = noticeOf(record, locale);
    return notice === undefined ? undefined : { head: "*** ", text: notice };
  }
  const name = shownName(record.name);
  return { head: record.action ? `* ${name} ` : `${name}: `, text: record.message };
};

const shownName = (name: string): string => {
  const clean = cleanName(name);
  return clean.startsWith("*") ? `«${clean}»` : clean;
};
