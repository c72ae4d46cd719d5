import { array, constantFrom, integer, oneof, option, record, type Arbitrary } from "fast-check";

/** A record as it stands in a log, whatever is in it. */
export type LogRecord = Readonly<Record<string, unknown>>;

const people = [
  { client_id: "Client_1", name: "Анна" },
  { client_id: "Client_2", name: "Борис" },
  { client_id: "Client_3", name: "Вера" },
  { client_id: "Client_4", name: "Jo-Ann" },
] as const;

const sessions = ["s1", "s2", "s3", "s4", "s5"];
const rooms = ["lobby", "dev"];
const statuses = [
  "normal",
  "going-away",
  "abnormal",
  "timeout",
  "kicked",
  "rate-limited",
  "server-stopped",
  "server-crashed",
];

const words: Arbitrary<string> = constantFrom(
  "Привет",
  "привета",
  "СЕРВЕР",
  "hello",
  "Hello",
  "don't",
  "что-то",
  "Ёлка",
  "naïve",
  "日本",
  "42",
  "?",
  "—",
  "…",
  "🙂",
  "👨‍👩‍👧",
  "🇷🇺",
  "❤️",
  "1️⃣",
  "#️⃣",
  "@Анна",
  "@борис,",
  "@nobody",
  "https://example.com/a?b=1",
  "http://пример.рф",
  "a@b.c",
  '"кавычки"',
  "\\",
  "\n",
  "КРИЧУ ГРОМКО",
);

const message: Arbitrary<string> = oneof(
  array(words, { maxLength: 6 }).map((parts) => parts.join(" ")),
  constantFrom("", " ", "??", "Привет"),
);

/** A record without its time and place. */
const happening: Arbitrary<LogRecord> = oneof(
  {
    weight: 8,
    arbitrary: record({
      type: constantFrom("message"),
      who: constantFrom(...people),
      room: constantFrom(...rooms),
      session: option(constantFrom(...sessions), { nil: undefined }),
      back: option(integer({ min: 1, max: 6 }), { nil: undefined }),
      message,
      sender: constantFrom("client"),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      type: constantFrom("connected"),
      who: constantFrom(...people),
      room: constantFrom("lobby"),
      session: constantFrom(...sessions),
      via: constantFrom("trpc", "text", "tcp"),
      client: option(constantFrom("beseda-web/1", "beseda-cli/1"), { nil: undefined }),
      message: constantFrom("Добро пожаловать в чат!"),
      sender: constantFrom("server"),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      type: constantFrom("disconnected"),
      who: constantFrom(...people),
      room: constantFrom("lobby"),
      session: constantFrom(...sessions),
      code: option(constantFrom(1000, 1001, 1006, 4005), { nil: undefined }),
      status: option(constantFrom(...statuses), { nil: undefined }),
      duration_ms: option(integer({ min: 0, max: 4_000_000 }), { nil: undefined }),
      message: constantFrom("Сессия завершена. До свидания!", "Связь потеряна"),
      sender: constantFrom("server"),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      type: constantFrom("joined", "left", "renamed", "unheard-of"),
      who: constantFrom(...people, { client_id: "Client_1", name: "Аня" }),
      room: constantFrom(...rooms),
      message: constantFrom("…"),
      sender: constantFrom("server"),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      type: constantFrom("server-started", "server-stopped"),
      who: constantFrom({ client_id: "server" }),
      message: constantFrom("…"),
      sender: constantFrom("server"),
    }),
  },
);

/** Waits between records: mostly short, now and then hours or days; a clock may go back. */
const wait: Arbitrary<number> = oneof(
  { weight: 6, arbitrary: integer({ min: 0, max: 40_000 }) },
  { weight: 3, arbitrary: integer({ min: 0, max: 3_600_000 }) },
  { weight: 1, arbitrary: integer({ min: 0, max: 400_000_000 }) },
);
const backwards = oneof(
  { weight: 30, arbitrary: wait },
  { weight: 1, arbitrary: integer({ min: -60_000, max: -1 }) },
);

const start = Date.UTC(2026, 2, 27, 20);

const withPlaces = (happenings: ReadonlyArray<readonly [LogRecord, number]>): LogRecord[] => {
  let time = start;
  const last = new Map<unknown, number>();
  return happenings.map(([{ who, back, ...fields }, waited], index) => {
    time += waited;
    const seq = index + 1;
    const { room } = fields;
    const prev = room === undefined ? {} : { prev: last.get(room) ?? 0 };
    if (room !== undefined) last.set(room, seq);
    const reply = typeof back === "number" && seq - back > 0 ? { reply_to: seq - back } : {};
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const { type, message: text, sender, ...rest } = given;
    const common = { seq, ...prev, time: new Date(time).toISOString(), type };
    return { ...common, ...rest, ...(who as object), ...reply, sender, message: text };
  });
};

/** Logs that a server would write, and ones that none would: sessions without end, ends without start. */
export const arbitraryLog = (waits: "forwards" | "any" = "forwards"): Arbitrary<LogRecord[]> =>
  array(record({ what: happening, waited: waits === "any" ? backwards : wait }), {
    minLength: 1,
    maxLength: 60,
  }).map((happenings) => withPlaces(happenings.map(({ what, waited }) => [what, waited] as const)));

/** The log as our server lays it out. */
export const asLines = (log: readonly LogRecord[]): string =>
  `[\n${log.map((entry) => JSON.stringify({ ...entry, check: "00000000" })).join(",\n")}\n]`;
