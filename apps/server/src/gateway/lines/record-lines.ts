import {
  cleanLine,
  cleanLines,
  fileOf,
  isImported,
  isPost,
  nameOnLine,
  noticeOf,
  replyMark,
  sayingOf,
  shownTimeOf,
  textsOf,
  type AnyRecord,
  type Locale,
} from "@beseda/protocol";
import { clockTime } from "./clock-time.ts";

/** The way in which a record is viewed. */
export interface Look {
  readonly locale: Locale;
  /** The label of lines of another room, or nothing. */
  readonly label: string;
  /** Whether a message begins with its `#seq`. */
  readonly isNumbered: boolean;
  /** Whether the record is the one that was asked for: it has a mark beside its number. */
  readonly isHit: boolean;
}

/**
 * Records as lines for people (TXT-2): `[13:45:00] Анна: Привет`, `[13:45:00] * Анна танцует`,
 * `[13:45:00] *** Анна теперь в чате`, with a label before them if they are of another room.
 *
 * Nobody can send a line that looks like another person's (TXT-7): the further lines of a message begin with
 * `  | `, and all is cleaned again here, because a log may have been written by another program.
 */
export class RecordLines {
  /** The lines of each record by look: every reader of a room gets the same lines, made once. */
  readonly #made = new WeakMap<AnyRecord, Map<string, readonly string[]>>();

  /** Returns the lines of a record; none for one that only programs read. */
  of(record: AnyRecord, look: Look): readonly string[] {
    let made = this.#made.get(record);
    if (!made) this.#made.set(record, (made = new Map()));
    const key = `${look.locale} ${look.isNumbered} ${look.isHit} ${look.label}`;
    let lines = made.get(key);
    if (!lines) made.set(key, (lines = make(record, look)));
    return lines;
  }
}

const make = (record: AnyRecord, { locale, label, isNumbered, isHit }: Look): readonly string[] => {
  const said = wordsOf(record, locale);
  if (said === undefined) return [];
  const [first = "", ...more] = cleanLines(said.text);
  const before = label === "" ? "" : `${cleanLine(label)} `;
  // No name begins with this sign (NAM-3).
  const hasNumber = isHit || (isNumbered && isPost(record));
  const number = hasNumber ? `#${record.seq}${isHit ? "◄" : ""} ` : "";
  return [
    `${before}[${clockTime(shownTimeOf(record))}] ${number}${said.head}${first}`,
    ...more.map((line) => `  | ${line}`),
  ];
};

const wordsOf = (
  record: AnyRecord,
  locale: Locale,
): { readonly head: string; readonly text: string } | undefined => {
  if (!isPost(record)) {
    const notice = noticeOf(record, locale);
    return notice === undefined ? undefined : { head: "*** ", text: notice };
  }
  const name = nameOnLine(record.name);
  // A notice, which no person's line can look like: otherwise anybody could send «удалено» (TXT-7).
  if (record.deleted) return { head: "*** ", text: textsOf(locale).notices.deletedMessage(name) };
  const { editedMark, importedMark } = textsOf(locale).notices;
  const marks = `${record.edited ? ` ${editedMark()}` : ""}${isImported(record) ? ` ${importedMark()}` : ""}`;
  const head = record.action ? `* ${name} ` : `${name}: `;
  return {
    head: `${head}${replyMark(record.reply_to)}`,
    text: `${sayingOf(fileOf(record), record.message, locale)}${marks}`,
  };
};
