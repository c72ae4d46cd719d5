import type { UsageTexts } from "./usage-texts.ts";

export const enUsage: UsageTexts = {
  summary: "Who is active in a chat, how long sessions last and how they end.",
  line: "[options] <files...>",
  titles: { usage: "Usage:", arguments: "Arguments:", options: "Options:" },
  files: {
    value: "files",
    tells: "logs: a JSON array or a record a line, packed with gzip or not; - is the standard input",
  },
  options: {
    since: {
      value: "time",
      tells: "only records from this time on: 2026-11-21, 2026-11-21T10:00, or 7d, 24h, 30m ago",
    },
    until: { value: "time", tells: "only records before this time" },
    client: { value: "who", tells: "only these clients, by id or name (again or with commas for more)" },
    room: { value: "room", tells: "only what happens in these rooms" },
    type: { value: "type", tells: "only records of these types" },
    map: {
      value: "fields",
      tells:
        "which fields of another program's log mean what: who=user,what=text,when=ts; also name, room, kind, and records for where they are; within an object: who=author.id; a date and a clock: when=day+time",
    },
    "date-order": { value: "order", tells: "which number of a date such as 03.04.2026 is the day" },
    encoding: { value: "name", tells: "of a text that is not UTF-8, such as windows-1251" },
    tz: { value: "zone", tells: "whose clock on the wall is meant" },
    format: { value: "format", tells: "what to write" },
    output: { value: "file", tells: "where to write it; for csv, a folder for all tables" },
    report: { value: "keys", tells: "only these reports" },
    table: { value: "key", tells: "which table, for csv" },
    rows: { value: "number", tells: "rows of a table in the terminal, 0 for all" },
    lang: { value: "language", tells: "of the report and of this help" },
    anonymize: { tells: "without names, ids and rooms" },
    "no-text": { tells: "without words, links and reasons that people wrote" },
    follow: { tells: "go on as the log grows" },
    serve: { value: "port", tells: "the HTML report in a browser, up to date by itself" },
    state: { value: "file", tells: "go on where the last run ended, and remember where this one does" },
    strict: { tells: "end with code 1 when something could not be read" },
    threads: { value: "number", tells: "that read a long log, 0 for none beside this one" },
    "no-progress": { tells: "no bar on long work" },
    version: { tells: "show the version" },
    help: { tells: "show this help" },
  },
  choices: (choices) => `one of ${choices.join(", ")}`,
  byDefault: (value) => `${value} unless given`,
  notWhole: "It is not a whole number.",
  notPort: "A port is at most 65535.",
  mistakes: {
    unknownOption: (flag, meant) =>
      `There is no option ${flag}${meant === undefined ? "" : `; perhaps ${meant} was meant`}. --help shows all of them.`,
    missingValue: (flags) => `${flags} needs a value. --help tells which.`,
    noFiles: "Name at least one log: analyze messages.json. --help tells more.",
    wrongValue: (flags, value, why) => `${flags} cannot be "${value}". ${why}`,
    choose: (choices) => `It is one of: ${choices}.`,
  },
};
