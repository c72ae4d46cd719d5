import { numberOf, partsOf, talk, totalsOf, type ForeignLog, type Said } from "./talk.ts";

/*
 * Twenty logs as people's chat programs write them, made from what such programs do and not from what the
 * analyzer reads: nothing here knows the parser, and nothing here may be changed to suit it.
 */

const hour = 3_600_000;
const lines = (records: readonly unknown[], end = "\n"): string =>
  records.map((record) => JSON.stringify(record) + end).join("");

/** `json.dump` of Python, as it is when nobody says otherwise. */
const asciiOnly = (json: string): string =>
  json.replaceAll(
    /[\u0080-\uFFFF]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const windows1251 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < 128) return code;
      if (letter === "Ё") return 0xa8;
      if (letter === "ё") return 0xb8;
      if (letter === "–") return 0x96;
      return code - 0x410 + 0xc0;
    }),
  );

const utf16 = (text: string, order: "le" | "be", mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

const fine = talk(1);
const seconds = talk(1000);
const minutes = talk(60_000);
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As the clock in Moscow shows it. */
const moscow = (at: number) => partsOf(at + 3 * hour);

const each = (said: readonly Said[], write: (said: Said, index: number) => unknown): readonly unknown[] =>
  said.map(write);

export const apart: readonly ForeignLog[] = [
  {
    name: "Python, isoformat with microseconds, indented, ASCII only",
    content: asciiOnly(
      JSON.stringify(
        each(fine, ({ who, text, at }) => ({
          timestamp: new Date(at).toISOString().replace("Z", "417"),
          user: who,
          text,
        })),
        null,
        4,
      ),
    ),
    expected: totalsOf(fine),
  },
  {
    name: "socket.io, Date.now(), one of them a number out of its mind",
    content: JSON.stringify([
      ...each(fine, ({ who, text, at }) => ({ username: who, message: text, time: at })),
      { username: "Анна", message: "?", time: 1e19 },
    ]),
    expected: totalsOf(fine, { bad: 1 }),
  },
  {
    name: "a line each, time.time(), lines that end as on Windows",
    content: lines(
      each(fine, ({ who, text, at }) => ({ ts: at / 1000, author: who, content: text })),
      "\r\n",
    ),
    expected: totalsOf(fine),
  },
  {
    name: "the export of Slack",
    content: JSON.stringify(
      each(seconds, ({ who, text, at }, index) => ({
        type: "message",
        user: `U0${numberOf(who)}`,
        text,
        ts: `${at / 1000}.${String(index).padStart(6, "0")}`,
        team: "T01",
      })),
      null,
      2,
    ),
    expected: totalsOf(seconds, { idOf: (who) => `U0${numberOf(who)}` }),
  },
  {
    name: "the export of Telegram, with what is meant told",
    content: JSON.stringify(
      {
        name: "Беседа",
        type: "private_supergroup",
        id: 1_234_567,
        messages: each(seconds, ({ who, text, at }, index) => ({
          id: index + 1,
          type: "message",
          date: moscow(at).date + "T" + moscow(at).clock,
          date_unixtime: String(at / 1000),
          from: who,
          from_id: `user${numberOf(who)}`,
          text,
        })),
      },
      null,
      1,
    ),
    options: ["--map", "who=from_id,what=text,when=date_unixtime"],
    expected: totalsOf(seconds, { idOf: (who) => `user${numberOf(who)}` }),
  },
  {
    name: "DiscordChatExporter",
    content: JSON.stringify(
      {
        guild: { id: "1", name: "Беседа", iconUrl: "https://example.com/a.png" },
        channel: { id: "2", type: "GuildTextChat", name: "general", topic: null },
        dateRange: { after: null, before: null },
        messages: each(fine, ({ who, text, at }, index) => ({
          id: String(100_000 + index),
          type: "Default",
          timestamp: new Date(at).toISOString().replace("Z", "+00:00"),
          timestampEdited: null,
          content: text,
          author: { id: `77${numberOf(who)}`, name: who, discriminator: "0000", isBot: false },
          attachments: [],
          reactions: [],
        })),
        messageCount: 24,
      },
      null,
      2,
    ),
    expected: totalsOf(fine, { idOf: (who) => `77${numberOf(who)}` }),
  },
  {
    name: "Go, a line each, nanoseconds in Moscow",
    content: lines(
      each(fine, ({ who, text, at }) => ({
        Time: new Date(at + 3 * hour).toISOString().replace("Z", "123456+03:00"),
        From: who,
        Text: text,
      })),
    ),
    expected: totalsOf(fine),
  },
  {
    name: "C#, seven digits of a second, a mark of the byte order, indented",
    content:
      "\uFEFF" +
      JSON.stringify(
        each(fine, ({ who, text, at }) => ({
          UserName: who,
          Message: text,
          Timestamp: new Date(at + 3 * hour).toISOString().replace("Z", "1234+03:00"),
        })),
        null,
        2,
      ).replaceAll("\n", "\r\n"),
    expected: totalsOf(fine),
  },
  {
    name: "Java, microseconds",
    content: JSON.stringify(
      each(fine, ({ who, text, at }) => ({ nickname: who, msg: text, createdAt: at * 1000 + 17 })),
    ),
    expected: totalsOf(fine),
  },
  {
    name: "Go, time.Now().UnixNano()",
    content: `[${each(fine, ({ who, text, at }) => `{"user":${JSON.stringify(who)},"text":${JSON.stringify(text)},"ts":${at}123456}`).join(",\n")}]`,
    expected: totalsOf(fine),
  },
  {
    name: "windows-1251, the day first, numbers as ids",
    content: windows1251(
      JSON.stringify(
        each(seconds, ({ who, text, at }) => {
          const { day, month, year, clock } = partsOf(at);
          return {
            time: `${day}.${month}.${year} ${clock}`,
            client_id: numberOf(who),
            sender: "client",
            message: text,
          };
        }),
        null,
        1,
      ),
    ),
    expected: totalsOf(seconds, { idOf: (who) => String(numberOf(who)) }),
  },
  {
    name: "PowerShell: UTF-16 with a mark of the byte order",
    content: utf16(
      JSON.stringify(
        each(seconds, ({ who, text, at }) => ({
          time: `${partsOf(at).date} ${partsOf(at).clock}`,
          user: who,
          message: text,
        })),
        null,
        4,
      ).replaceAll("\n", "\r\n"),
      "le",
      true,
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "UTF-16, the high byte first, without a mark",
    content: utf16(
      lines(
        each(minutes, ({ who, text, at }) => ({ name: who, body: text, date: new Date(at).toISOString() })),
      ),
      "be",
      false,
    ),
    expected: totalsOf(minutes),
  },
  {
    name: "rows of PostgreSQL",
    content: lines(
      each(fine, ({ who, text, at }, index) => ({
        id: index + 1,
        user_id: 40 + numberOf(who),
        body: text,
        created_at: new Date(at).toISOString().replace("T", " ").replace("Z", "123+00"),
      })),
    ),
    expected: totalsOf(fine, { idOf: (who) => String(40 + numberOf(who)) }),
  },
  {
    name: "dashes in the clock, no sender, one month that there is not",
    content: JSON.stringify([
      ...each(seconds, ({ who, text, at }) => ({
        time: `${partsOf(at).date}-${partsOf(at).clock.replaceAll(":", "-")}`,
        client_id: numberOf(who),
        message: text,
      })),
      { time: "2026-13-01-10-00-00", client_id: 1, message: "?" },
    ]),
    expected: totalsOf(seconds, { idOf: (who) => String(numberOf(who)), bad: 1 }),
  },
  {
    name: "the time of a letter, in a wrapping object",
    content: JSON.stringify({
      version: 2,
      log: each(seconds, ({ who, text, at }) => {
        const { day, month, year, clock } = moscow(at);
        const weekday = weekdays[new Date(at + 3 * hour).getUTCDay()];
        return {
          from: who,
          body: text,
          date: `${weekday}, ${day} ${months[Number(month) - 1]} ${year} ${clock} +0300`,
        };
      }),
    }),
    expected: totalsOf(seconds),
  },
  {
    name: "Ruby, the sender is who wrote it",
    content: JSON.stringify(
      each(seconds, ({ who, text, at }) => ({
        sender: who,
        message: text,
        time: `${moscow(at).date} ${moscow(at).clock} +0300`,
      })),
      null,
      2,
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "mongoexport of Rocket.Chat",
    content: lines(
      each(fine, ({ who, text, at }, index) => ({
        _id: `m${index}`,
        rid: "GENERAL",
        msg: text,
        ts: { $date: new Date(at).toISOString() },
        u: { _id: `u${numberOf(who)}`, username: who },
      })),
    ),
    expected: totalsOf(fine, { idOf: (who) => `u${numberOf(who)}` }),
  },
  {
    name: "days and months that could be either",
    content: JSON.stringify(
      each(talk(60_000, Date.UTC(2026, 3, 3, 10)), ({ who, text, at }) => {
        const { day, month, year, clock } = partsOf(at);
        return { user: who, text, date: `${day}/${month}/${year} ${clock}` };
      }),
    ),
    expected: { refusal: /--date-order/u },
  },
  {
    name: "two who could have said it, two things that could have been said",
    content: lines(
      each(seconds, ({ who, text, at }, index) => ({
        user: who,
        author: `bot${index % 4}`,
        text,
        content: `${text}!`,
        time: at,
      })),
    ),
    expected: { refusal: /--map/u },
  },
];
