import type { DamageReason, ReadAs } from "@beseda/protocol";
import type { Doubt, Needed } from "../input/foreign/doubt.ts";
import type { DateOrder } from "../input/moment.ts";
import type { InputErrorCode } from "../input/input-error.ts";

/** The parts of a sentence on an input. */
export interface ToldInput {
  readonly file: string;
  /** The place; empty if there is none to name. */
  readonly place: string;
  readonly value: string;
}

const needed: Readonly<Record<Needed, string>> = {
  who: "who wrote it (client_id, user, author, from …)",
  what: "what was said (message, text, content, body …)",
  when: "when (time, timestamp, date, ts, created_at …)",
};

/** An option as it would have to be typed. */
const asked: Readonly<Record<Needed, string>> = { who: "who", what: "what", when: "when" };

const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

const firsts: Readonly<Record<DateOrder, string>> = {
  dmy: "dmy for the day first",
  mdy: "mdy for the month first",
  ymd: "ymd for the year first",
};
const dateOrders = (orders: readonly DateOrder[]): string =>
  `--date-order ${orders.map((order) => firsts[order]).join(", ")}`;

/** Says what must be known of a log of another program before it can be read: a sentence or two. */
const doubtOf = (doubt: Doubt, file: string, place: string): string => {
  switch (doubt.code) {
    case "lacks":
      return `${file} is not a chat log that can be read: a record must have who, what and when, and those here (the first: ${place}) lack ${doubt.lacks.map((lacking) => needed[lacking]).join(" and ")}; their fields: ${listed(doubt.has)}. Where one of them is it, name it: --map ${doubt.lacks.map((lacking) => `${asked[lacking]}=FIELD`).join(",")}.`;
    case "two-fields":
      return `${file}: several fields can be ${needed[doubt.needs]}, and they differ: ${listed(doubt.fields)}. Name the right one: --map ${asked[doubt.needs]}=${doubt.fields[0] ?? ""}.`;
    case "no-one-field":
      return `${file}: no one field is ${needed[doubt.needs]} in all records; some have one, some another: ${listed(doubt.fields)}. Name the right one, --map ${asked[doubt.needs]}=${doubt.fields[0] ?? ""}, or make the records alike.`;
    case "no-time":
      return `${file}: the field ${doubt.field} is no time that can be, such as ${doubt.sample} at ${place}. Write ISO 8601, such as 2026-11-21T10:00:00Z, or seconds since 1970, or name another field: --map when=FIELD.`;
    case "no-date":
      return `${file}: the field ${doubt.field} is a time of the day without a date, such as ${doubt.sample}. Name the field with the date beside it: --map when=DATE+${doubt.field}.`;
    case "date-order":
      return `${file}: dates such as ${doubt.sample} in ${doubt.field} can be read in more than one way, and no other tells which. Say which number is which: ${dateOrders(doubt.orders)}.`;
    case "wrong-order":
      return `${file}: dates such as ${doubt.sample} in ${doubt.field} are not in the order that --date-order names. Another one fits: ${dateOrders(doubt.orders)}.`;
    case "no-clock":
      return `${file}: the field ${doubt.field} has days without a time of the day, such as ${doubt.sample}, and hours, answers and conversations would be wrong. Name the field with the time: --map when=${doubt.field}+FIELD; or take all as said at midnight: --map when=${doubt.field}.`;
    case "nested":
      return `${file}: records have others in ${doubt.field}, which would not be counted. Take them out of there first; or leave them out: --map ${doubt.map}.`;
    case "mixed-dates":
      return `${file}: dates in ${doubt.field}, such as ${doubt.sample}, are written in more than one order. Say which one to go by: --date-order dmy or mdy; the others are told as damage.`;
    case "few-records":
      return `${file}: only ${doubt.fitting} of ${doubt.records} records have who, what and when in the same fields; a report on those would be a wrong one. Name the fields: --map who=FIELD,what=FIELD,when=FIELD.`;
    case "no-field":
      return `${file}: no record has the field ${doubt.field} that --map names. There are: ${listed(doubt.has)}.`;
  }
};

const inputErrors: Readonly<Record<Exclude<InputErrorCode, "doubt">, (told: ToldInput) => string>> = {
  missing: ({ file }) => `There is no file ${file}. Check the path, or start the server first.`,
  directory: ({ file }) => `${file} is a directory. Name the log file in it, such as ${file}/messages.json.`,
  denied: ({ file }) => `${file} may not be read by this user. Change its permissions or the user.`,
  unreadable: ({ file }) => `${file} cannot be read from its disk.`,
  empty: ({ file }) => `${file} is empty: there is not even the opening bracket of a log.`,
  binary: ({ file }) => `${file} is binary data, not a log in JSON.`,
  packed: ({ file, value }) =>
    `${file} is packed with ${value}, which is not read here. Unpack it first, or pack it with gzip.`,
  encoding: ({ file }) =>
    `${file} is not in UTF-8, and its letters do not tell for sure what else it is. Name it, such as --encoding windows-1251, or convert the file to UTF-8.`,
  "bad-gzip": ({ file }) =>
    `${file} is packed with gzip, and damaged before its first record. Copy it again.`,
  "not-json": ({ file, place }) =>
    `${file} is not a chat log in JSON: there is not one object in it; the first problem is at ${place}. A log is an array of objects, or an object a line, each with who, what and when.`,
  "not-a-log": ({ file, place }) =>
    `${file} is not a chat log: no record can be read; the first problem is at ${place}.`,
  "several-places": ({ file, value }) =>
    `${file} has records in several places: ${value}. Name one of them: --map records=${value.split(", ")[0] ?? ""}.`,
  "bad-records": ({ file, place, value }) =>
    `${file}: ${value} records, most of them, are not of the shape that it begins with; the first: ${place}. Save it as a file, so that it can be looked through before it is read, or convert it.`,
  "no-records": ({ file }) => `${file} has no records yet.`,
};

const damage: Readonly<Record<DamageReason, string>> = {
  "not-json": "not valid JSON",
  "not-a-record": "lacks time, client_id, sender or message, or what stands for them",
  "bad-time": "its time is not a time, or none that can be",
  torn: "torn: the next record begins within it",
  "cut-off": "cut off by the end of the file",
  "too-long": "too long for a record",
  "not-utf8": "not valid UTF-8",
  garbage: "not a record",
  unclosed: "the log ends without its closing bracket",
  "bad-gzip": "the packing ends too early or is damaged",
};

const orders = {
  dmy: "dates with the day first",
  mdy: "dates with the month first",
  ymd: "dates with the year first",
};

/** How a log of another program was read, for the head of the report. */
const readAs = (
  { file, fields, date_order: order, encoding, records, newest_first: isNewestFirst }: ReadAs,
  isOneOfSeveral: boolean,
): string => {
  const { who, what, when, name, room, kind, side } = fields;
  const parts = [
    `who is ${who}`,
    ...(name === undefined ? [] : [`called ${name}`]),
    `what is ${what}`,
    `when is ${when}`,
    ...(room === undefined ? [] : [`room is ${room}`]),
    ...(kind === undefined ? [] : [`kind is ${kind}`]),
    ...(side === undefined ? [] : [`${side} tells what the server said`]),
    ...(isNewestFirst === true ? ["the newest first"] : []),
    ...(records === undefined
      ? []
      : [records === "" ? "records are the values of the object" : `records are in ${records}`]),
    ...(order === undefined ? [] : [orders[order]]),
    ...(encoding === undefined ? [] : [`text in ${encoding}`]),
  ];
  return `${isOneOfSeveral ? `${file}: a` : "A"} log of another program, read so: ${parts.join("; ")}. Not right? --map`;
};

/** Texts about the logs that were given. */
export const reading = { doubt: doubtOf, inputErrors, damage, readAs };
