import type { DamageReason } from "../input/damage.ts";
import type { InputErrorCode } from "../input/input-error.ts";

const inputErrors: Readonly<Record<InputErrorCode, (file: string, place: string) => string>> = {
  missing: (file) => `There is no file ${file}. Check the path, or start the server first.`,
  directory: (file) => `${file} is a directory. Name the log file in it, such as ${file}/messages.json.`,
  denied: (file) => `${file} may not be read by this user. Change its permissions or the user.`,
  unreadable: (file) => `${file} cannot be read from its disk.`,
  empty: (file) => `${file} is empty: there is not even the opening bracket of a log.`,
  binary: (file) => `${file} is binary data, not a log in JSON.`,
  "not-a-log": (file, place) =>
    `${file} is not a chat log: no record can be read; the first problem is at ${place}.`,
  "no-records": (file) => `${file} has no records yet.`,
};

const damage: Readonly<Record<DamageReason, string>> = {
  "not-json": "not valid JSON",
  "not-a-record": "lacks time, client_id, sender or message",
  "bad-time": "its time is not a time",
  torn: "torn: the next record begins within it",
  "cut-off": "cut off by the end of the file",
  "too-long": "too long for a record",
  "not-utf8": "not valid UTF-8",
  garbage: "not a record",
};

/** Everything that the analyzer says, in English: the shape that every other language has to fill. */
export const en = {
  place: (line: number, byte: number) => `line ${line}, byte ${byte}`,
  inputErrors,
  damage,
  waiting: (file: string) => `Waiting for ${file} …`,
  bad: (records: number) => (records === 1 ? "1 bad record" : `${records} bad records`),
  summary: (records: number, first: string, last: string) =>
    `${records === 1 ? "1 record" : `${records} records`} from ${first} to ${last}`,
  titles: {
    clients: "Activity of clients",
    sessions: "Length of sessions",
    sessionsByClient: "Length of sessions by client",
    recentSessions: "Sessions, the newest last",
    statuses: "How sessions end",
    codes: "Close codes",
    statusesByClient: "How sessions end, by client",
    damage: "Bad records",
  },
  columns: {
    client: "client",
    name: "name",
    messages: "messages",
    share: "share",
    words: "words",
    sessions: "sessions",
    online: "online",
    first: "first seen",
    last: "last seen",
    kind: "kind",
    count: "count",
    total: "total",
    mean: "mean",
    median: "median",
    p90: "p90",
    p95: "p95",
    max: "longest",
    session: "session",
    via: "via",
    started: "started",
    duration: "length",
    status: "status",
    code: "code",
    place: "place",
    problem: "problem",
  },
  states: { ended: "ended", cut: "cut by the server", open: "still open", unstarted: "without a start" },
};

/** The catalogue of what people read. A missing translation does not compile. */
export type Texts = typeof en;
