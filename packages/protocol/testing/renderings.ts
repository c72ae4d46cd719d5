import type { Locale } from "../src/locale.ts";
import { toldOf } from "../src/locale/notice.ts";
import type { ChatRecord, RecordOf, RecordType } from "../src/record.ts";
import { sampleRecords } from "./sample-records.ts";

/** The differences of one case of a type: its fields, and `undefined` for those that are missing. */
type Other<Type extends RecordType> = {
  readonly [Field in keyof RecordOf<Type>]?: RecordOf<Type>[Field] | undefined;
};
type Cases<Type extends RecordType> = Readonly<Record<string, Other<Type>>>;

const ofTwo = "@Client_900+Client_901";
const end = "2026-11-22T10:00:00.000Z";
const plain = { reason: undefined, until: undefined };

/** A message that was said here, what somebody does, and what somebody says. */
const here = { said_at: undefined, imported: undefined } as const;
const done = { ...here, reply_to: undefined } as const;
const said = { ...done, action: undefined } as const;

/** The cases of each type that may be shown differently: a type without a case does not compile. */
const cases: { readonly [Type in RecordType]: Cases<Type> } = {
  message: {
    "": { ...said, message: "Привет" },
    "of two lines": { ...said, message: "Привет\nвсем" },
    "what somebody does": { ...done },
    "changed by its author": { ...said, edited: true, message: "Привет всем" },
    "an answer": { ...here, action: undefined, message: "Согласен" },
    imported: { action: undefined, reply_to: undefined, message: "Привет оттуда" },
    "taken back": { ...said, deleted: true, message: "" },
    "what somebody does, taken back": { ...done, deleted: true, message: "" },
  },
  file: {
    "": { ...said, message: "" },
    "with words": { ...said },
    "an answer": { ...here, action: undefined, message: "" },
    "called as no file is": {
      ...said,
      message: "",
      file: {
        name: "*а*\n[13:00:00] Борис: ||да||\u202Egpj.exe",
        size: 7,
        type: "application/octet-stream",
        sha256: "f".repeat(64),
      },
    },
    "taken back": { ...said, deleted: true, message: "", file: undefined },
  },
  "server-started": { "": {} },
  "server-stopped": { "": {} },
  "port-checked": { "": {} },
  connected: { "": { quiet: undefined }, "with another session": {} },
  disconnected: {
    "": { quiet: undefined, message: "Сессия завершена. До свидания!" },
    "with words": { quiet: undefined },
    "the connection is lost": { quiet: undefined, status: "abnormal", code: 1006 },
    "with another session": {},
  },
  "room-created": { "": { room: "чай" }, "of two": { room: ofTwo } },
  joined: {
    "": { room: "чай", by: undefined },
    invited: { room: "чай" },
    "of two": { room: ofTwo, by: undefined },
  },
  left: {
    "": { room: "чай", by: undefined },
    removed: { room: "чай" },
    "of two": { room: ofTwo, by: undefined },
  },
  "room-changed": {
    "called otherwise": { archived: undefined },
    archived: { title: undefined, archived: true },
    "open again": { title: undefined },
  },
  topic: { "": {}, "taken away": { topic: "" } },
  pinned: { "": {}, "taken away": { target: undefined } },
  unpinned: { "": {} },
  edited: {
    "": {},
    "of two lines": { message: "Привет\nвсем" },
    "with hidden words": { message: "Это ||садовник||" },
    "of a message that was taken back": { deleted: true, message: "" },
  },
  reacted: { "": { withdrawn: undefined }, withdrawn: {} },
  renamed: { "": {} },
  registered: { "": {} },
  unregistered: { "": {} },
  moderated: {
    kick: { ...plain, action: "kick" },
    "kick, with a reason": { until: undefined, action: "kick" },
    ban: { ...plain, action: "ban" },
    "ban, for a time, with a reason": { action: "ban", until: end },
    unban: { ...plain, action: "unban" },
    mute: { ...plain, action: "mute" },
    "mute, for a time": { reason: undefined, action: "mute", until: end },
    unmute: { ...plain, action: "unmute" },
    slow: { ...plain, action: "slow" },
    "slow, no more": { ...plain, action: "slow", seconds: 0 },
    role: { ...plain, action: "role", role: "moderator" },
  },
  deleted: { "": {} },
  redacted: { "": {} },
  invited: { "": {} },
  declined: { "": {} },
  "invitation-withdrawn": { "": {} },
  blocked: { "": {} },
  unblocked: { "": {} },
  reported: { "": {} },
  "report-resolved": { "": {} },
};

const given = { seq: 7, prev: 3, time: "2026-11-21T10:00:00.000Z" };

/** Returns a record of each type, and of each kind that may be shown differently, with its name. */
const caseRecords = (): readonly (readonly [name: string, record: ChatRecord])[] =>
  Object.entries(cases).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([kind, other]) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys and fields of the tables above
      const sample = sampleRecords[type as RecordType];
      const fields = Object.entries({ ...sample, ...given, ...other }).filter(
        ([, value]) => value !== undefined,
      );
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
      const record = Object.fromEntries(fields) as unknown as ChatRecord;
      return [kind === "" ? type : `${type}: ${kind}`, record] as const;
    }),
  );

export interface RenderingOptions {
  /** Allows showing records that nobody in the chat is told of: a report counts all records. */
  readonly showsAll?: boolean;
}

/**
 * Returns what a reader shows of each type of record in each language, to compare with text that a person has
 * approved.
 * @param render - returns what is shown of the record; `""` for nothing
 * @throws {Error} if nothing is shown and the table of meanings gives no reason for that, or if something is
 * shown that is told to nobody according to the table
 */
export const renderingsOf = async (
  render: (record: ChatRecord, locale: Locale) => string | Promise<string>,
  { showsAll = false }: RenderingOptions = {},
): Promise<string> => {
  const parts: string[] = [];
  for (const [name, record] of caseRecords()) {
    parts.push(`${name}\n`);
    for (const locale of ["ru", "en"] as const) {
      const told = toldOf(record, locale);
      const reason = typeof told === "string" ? undefined : told.because;
      const shown = await render(record, locale);
      if (shown === "" && reason === undefined)
        throw new Error(`Nothing is shown of “${name}” in ${locale}.`);
      if (shown !== "" && reason !== undefined && !showsAll)
        throw new Error(`“${name}” is told to nobody, and shown as: ${shown}`);
      const text = shown === "" ? `(nothing: ${reason})` : shown.replaceAll("\n", "\n     ");
      parts.push(`  ${locale} ${text}\n`);
    }
  }
  return parts.join("");
};
