import { inEncoding } from "./in-encoding.ts";
import { numberOf, partsOf, talk, totalsOf, twoDigits, type ForeignLog, type Said } from "./talk.ts";

/* Twenty more, made with an eye on what is hard for the analyzer. */

const fine = talk(1);
const seconds = talk(1000);
const minutes = talk(60_000);
const days = talk(1000, Date.UTC(2026, 1, 3, 9));

const lines = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const iso = (at: number): string => new Date(at).toISOString();

/** As `toLocaleString("en-US")` writes it. */
const american = (at: number): string => {
  const { year, month, day, clock } = partsOf(at);
  const [hours = "", minute = "", second = ""] = clock.split(":");
  const half = Number(hours) < 12 ? "AM" : "PM";
  const shown = Number(hours) % 12 === 0 ? 12 : Number(hours) % 12;
  return `${Number(month)}/${Number(day)}/${year}, ${shown}:${minute}:${second}\u202F${half}`;
};

const genitives = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(
  " ",
);

const russian = (at: number): string => {
  const { year, month, day, clock } = partsOf(at);
  return `${Number(day)} ${genitives[Number(month) - 1]} ${year} г. в ${clock}`;
};

const plainMessage = ({ who, text, at }: Said): object => ({ user: who, text, time: iso(at) });

export const seen: readonly ForeignLog[] = [
  {
    name: "the export of Telegram as it is, somebody joins without a word",
    content: JSON.stringify(
      {
        name: "Беседа",
        type: "private_supergroup",
        id: 7,
        messages: seconds
          .map<object>(({ who, text, at }, index) => ({
            id: index,
            type: "message",
            date: iso(at + 3 * 3_600_000).slice(0, 19),
            date_unixtime: String(at / 1000),
            edited: iso(at + 9_000_000).slice(0, 19),
            edited_unixtime: String(at / 1000 + 60),
            from: who,
            from_id: `user${numberOf(who)}`,
            text: index % 3 === 0 ? [text.slice(0, 2), { type: "bold", text: text.slice(2) }] : text,
            text_entities: [],
          }))
          .concat({
            id: 99,
            type: "service",
            date: "2026-02-28T10:00:00",
            date_unixtime: String(Date.UTC(2026, 1, 28, 7) / 1000),
            actor: "Вера",
            actor_id: "user3",
            action: "join_group_by_link",
            inviter: "Group",
            text: "",
            text_entities: [],
          }),
      },
      null,
      1,
    ),
    expected: totalsOf(seconds, { idOf: (who) => `user${numberOf(who)}` }),
  },
  {
    name: "events of Matrix",
    content: lines(
      fine.map(({ who, text, at }, index) => ({
        type: "m.room.message",
        sender: `@${numberOf(who)}:example.org`,
        origin_server_ts: at,
        event_id: `$${index}`,
        room_id: "!abc:example.org",
        content: { msgtype: "m.text", body: text },
      })),
    ),
    expected: totalsOf(fine, { idOf: (who) => `@${numberOf(who)}:example.org` }),
  },
  {
    name: "a tree of Firebase: the records are values",
    content: JSON.stringify({
      messages: Object.fromEntries(
        fine.map(({ who, text, at }, index) => [`-N${index}`, { name: who, text, timestamp: at }]),
      ),
    }),
    expected: totalsOf(fine),
  },
  {
    name: "an object by numbers of messages, nothing around it",
    content: JSON.stringify(
      Object.fromEntries(seconds.map((said, index) => [String(index + 1), plainMessage(said)])),
      null,
      2,
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "the bulk export of Mattermost: the record is within a record",
    content: lines(
      fine.map(({ who, text, at }) => ({
        type: "post",
        post: { team: "t", channel: "общий", user: who, message: text, create_at: at },
      })),
    ),
    expected: totalsOf(fine),
  },
  {
    name: "the day and the clock are two fields",
    content: JSON.stringify(
      seconds.map(({ who, text, at }) => ({
        date: partsOf(at).date,
        time: partsOf(at).clock,
        author: who,
        message: text,
      })),
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "toLocaleString of an American browser",
    content: JSON.stringify(
      seconds.map(({ who, text, at }) => ({ username: who, message: text, timestamp: american(at) })),
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "koi8-r",
    content: inEncoding(
      JSON.stringify(
        fine.map(({ who, text, at }) => ({ ник: who, сообщение: text.replaceAll("–", "-"), время: iso(at) })),
        null,
        1,
      ),
      "koi8-r",
    ),
    expected: totalsOf(fine),
  },
  {
    name: "who comes and goes has no text",
    content: lines([
      ...["Анна", "Борис", "Вера"].map((who) => ({ event: "user_joined", user: who, ts: seconds[0]?.at })),
      ...seconds.map(({ who, text, at }) => ({ event: "message", user: who, text, ts: at })),
      { event: "user_left", user: "Вера", ts: seconds.at(-1)?.at },
    ]),
    expected: totalsOf(seconds),
  },
  {
    name: "objects one after the other, each on many lines",
    content: seconds.map((said) => JSON.stringify(plainMessage(said), null, 4)).join("\n"),
    expected: totalsOf(seconds),
  },
  {
    name: "users, rooms and messages in one object",
    content: JSON.stringify({
      users: ["Анна", "Борис", "Вера"].map((name, id) => ({ id, name, created_at: iso(0 + 1e12) })),
      rooms: [{ id: 1, name: "lobby" }],
      data: { total: 24, messages: minutes.map(plainMessage) },
    }),
    expected: totalsOf(minutes),
  },
  {
    name: "ids of Discord as numbers: they differ in their last digit",
    content: `[${fine.map(({ who, text, at }) => `{"author_id":11223344556677880${numberOf(who)},"content":${JSON.stringify(text)},"timestamp":"${iso(at)}"}`).join(",")}]`,
    expected: totalsOf(fine, { idOf: (who) => `11223344556677880${numberOf(who)}` }),
  },
  {
    name: "months in Russian words",
    content: JSON.stringify(
      seconds.map(({ who, text, at }) => ({ имя: who, текст: text, дата: russian(at) })),
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "a timestamp of Firestore",
    content: lines(
      seconds.map(({ who, text, at }) => ({
        uid: `u${numberOf(who)}`,
        displayName: who,
        text,
        createdAt: { _seconds: at / 1000, _nanoseconds: 0 },
      })),
    ),
    expected: totalsOf(seconds, { idOf: (who) => `u${numberOf(who)}` }),
  },
  {
    name: "our four fields, the day first; what the order is was told",
    content: JSON.stringify(
      days.map(({ who, text, at }) => {
        const { year, month, day, clock } = partsOf(at);
        return { time: `${day}.${month}.${year} ${clock}`, client_id: who, sender: "client", message: text };
      }),
    ),
    options: ["--date-order", "dmy"],
    expected: totalsOf(days),
  },
  {
    name: "our four fields, one odd time among good ones",
    content: lines([
      ...seconds.map(({ who, text, at }) => ({
        time: iso(at),
        client_id: who,
        sender: "client",
        message: text,
      })),
      { time: "2026-01-01 10:00:00 o'clock", client_id: "Анна", sender: "client", message: "?" },
    ]),
    expected: totalsOf(seconds, { bad: 1 }),
  },
  {
    name: "two names beside an id",
    content: JSON.stringify(
      fine.map(({ who, text, at }) => ({
        sender: { id: numberOf(who), name: who, nickname: `${who}-${twoDigits(numberOf(who))}` },
        message: text,
        sent_at: iso(at).replace("Z", "+0000"),
      })),
    ),
    expected: totalsOf(fine, { idOf: (who) => String(numberOf(who)) }),
  },
  {
    name: "what the server says has nobody who says it",
    content: lines(
      seconds.flatMap(({ who, text, at }, index) => [
        { kind: "chat", nick: who, msg: text, at: at / 1000 },
        ...(index % 8 === 0 ? [{ kind: "system", msg: `${who}: +1`, at: at / 1000 }] : []),
      ]),
    ),
    expected: totalsOf(seconds),
  },
  {
    name: "a clock without a date",
    content: lines(seconds.map(({ who, text, at }) => ({ user: who, text, time: partsOf(at).clock }))),
    expected: { refusal: /without a date.*--map when=/u },
  },
  {
    name: "the log of a server that says nothing of who",
    content: lines(fine.map(({ text, at }) => ({ level: 30, time: at, pid: 1, msg: text }))),
    expected: { refusal: /lack who wrote it \(.*their fields: level, time, pid, msg\..*--map who=/u },
  },
];
