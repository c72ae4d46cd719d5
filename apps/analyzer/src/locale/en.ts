import type { EndingKind, SessionRow, Step } from "@beseda/protocol";
import { findings } from "./en-findings.ts";
import { reading } from "./en-reading.ts";
import { statuses, types, vias } from "./en-words.ts";
import { columns, tables } from "./en-tables.ts";

const plural = new Intl.PluralRules("en");
const count = (value: number, one: string, other: string): string =>
  `${new Intl.NumberFormat("en").format(value)} ${plural.select(value) === "one" ? one : other}`;

const states: Readonly<Record<SessionRow["state"], string>> = {
  ended: "ended",
  cut: "cut by the server",
  open: "without an end",
  unstarted: "without a start",
};

const endings: Readonly<Record<EndingKind, string>> = {
  clean: "clean",
  abnormal: "abnormal",
  moderated: "moderated",
  server: "by the server",
};

const steps: Readonly<Record<Step, string>> = {
  minute: "minute",
  "5-minutes": "5 minutes",
  "15-minutes": "15 minutes",
  hour: "hour",
  "6-hours": "6 hours",
  day: "day",
  week: "week",
  month: "month",
};

/** Why a file cannot be written. */
export type WriteTrouble = "directory" | "folder" | "denied" | "full" | "other";

const writeTroubles: Readonly<Record<WriteTrouble, string>> = {
  directory: "it is a directory. Name a file in it",
  folder: "there is no folder of that name. Make it first, or name another file",
  denied: "this user may not write there. Name another file",
  full: "there is no room left on its disk. Make some, or name another file",
  other: "its disk does not take it. Name another file",
};

/** All texts of the analyzer, in English: the shape that every other language has to fill. */
export const en = {
  place: (line: number, byte: number) => `line ${line}, byte ${byte}`,
  ...reading,
  damaged: (places: number, first: { file: string; place: string; reason: string }) =>
    `${count(places, "place", "places")} could not be read; the first: ${first.file}, ${first.place}: ${first.reason}.`,
  errors: {
    timeZone: (zone: string) => `There is no time zone ${zone}. Name one like Europe/Moscow or UTC.`,
    time: (text: string) => `${text} is not a time. Write 2026-11-21, 2026-11-21T10:00, or 7d, 24h, 30m ago.`,
    report: (key: string, keys: string) => `There is no report ${key}. There are: ${keys}.`,
    map: (pair: string, words: string) =>
      `${pair} says nothing of a field. Write --map who=user,what=text,when=ts; there are: ${words}.`,
    encoding: (name: string) =>
      `There is no encoding ${name}. Name one like windows-1251, koi8-r or utf-16le.`,
    table: (key: string, keys: string) => `There is no table ${key}. There are: ${keys}.`,
    outputDirectory: (folder: string) =>
      `The folder ${folder} cannot be made. Make the one it is to be in, or name another.`,
    output: (file: string, trouble: WriteTrouble) => `${file} cannot be written: ${writeTroubles[trouble]}.`,
    standardOutput: (trouble: WriteTrouble) => `The report cannot be written: ${writeTroubles[trouble]}.`,
    overLog: (file: string) => `${file} is a log that is to be read, and would be lost. Name another file.`,
    sameLog: (file: string) =>
      `${file} is given twice, by this or another name, and would be counted twice. Name each log once.`,
    notAState: (file: string) =>
      `${file} is something else than a state of the analyzer, and would be lost. Name another file.`,
    port: (port: number) => `Port ${port} is taken. Name another one, or 0 for any.`,
    followOne: () => "Only one file can be followed, and no pipe or standard input.",
    followShown: (option: string) =>
      `What is followed is shown as it comes: leave out ${option}, or --follow and --serve.`,
    stateOne: () => "A state can be kept of one unpacked file only.",
    noSuchClient: (clients: string) => `Nothing in the log is of ${clients}. Check the name or the id.`,
    noSuchRoom: (rooms: string) => `Nothing that was asked for is in ${rooms}. Check the name of the room.`,
    nothingLeft: () => "No record passes the filters. Widen them.",
  },
  waiting: (file: string) => `Waiting for ${file} …`,
  isReading: "Reading",
  standardInput: "The standard input",
  serving: (address: string) => `The report is at ${address}. Ctrl-C ends it.`,
  more: (rows: number) => `… and ${count(rows, "more row", "more rows")}`,
  records: (records: number) => count(records, "record", "records"),
  messages: (messages: number) => count(messages, "message", "messages"),
  sessions: (sessions: number) => count(sessions, "session", "sessions"),
  clients: (clients: number) => count(clients, "client", "clients"),
  places: (places: number) => count(places, "place could not be read", "places could not be read"),
  days: (days: number) => count(days, "day", "days"),
  period: (first: string, last: string) => `${first} – ${last}`,
  none: "–",
  yes: "yes",
  others: "all others",
  page: {
    title: "How the chat is doing",
    made: (files: string) => `Log: ${files}`,
    filters: "What is shown",
    allClients: "all clients",
    allRooms: "all rooms",
    since: "from",
    until: "to",
    reset: "Show everything",
    wholeLog: "whole log",
    everyRoom: "all rooms",
    unchanged: (wholeLog: string): string => `What is marked "${wholeLog}" does not change with this choice.`,
    roomless: (everyRoom: string): string =>
      `Sessions are in no room: what is marked "${everyRoom}" is of all of them.`,
    contents: "Contents",
    table: "As a table",
    showAllRows: (rows: number) => `Show all ${count(rows, "row", "rows")}`,
    dark: "Dark",
    light: "Light",
    language: "Language",
    print: "Print",
    live: "Up to date",
    lost: "The analyzer does not answer. The page shows what it had last.",
    chart: (title: string, rows: number) =>
      `${title}: a chart of ${count(rows, "row", "rows")}; the table below has them all.`,
    nothing: "Nothing in this part of the log.",
  },
  sections: {
    overview: "Overview",
    clients: "Clients",
    rooms: "Rooms",
    sessions: "Sessions",
    disconnects: "Disconnects",
    online: "Online",
    activity: "Activity",
    conversations: "Conversations",
    words: "Words",
    reactions: "Reactions",
    files: "Files",
    growth: "Growth",
    compare: "Comparison",
    connections: "Connections",
    safety: "Safety",
    quality: "Quality",
    damage: "Damage",
  },
  units: { ms: "ms", s: "s", min: "min", h: "h", d: "d" },
  weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  findings,
  statuses,
  types,
  vias,
  states,
  endings,
  steps,
  tables,
  columns,
};

/** The catalogue of texts for people. A missing translation does not compile. */
export type Texts = typeof en;
