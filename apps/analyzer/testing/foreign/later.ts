import { inEncoding } from "./in-encoding.ts";
import { numberOf, partsOf, talk, totalsOf, type ForeignLog, type Said } from "./talk.ts";

/* More, made later without looking at the analyzer: what of them it had read wrong, or refused for a wrong reason. */

const fine = talk(1);
const seconds = talk(1000);
const half = fine.length / 2;

const lines = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const iso = (at: number): string => new Date(at).toISOString();
const plain = ({ who, text, at }: Said): object => ({ user: who, text, ts: iso(at) });

const longer = [
  "Привет всем, сегодня вечером встречаемся у реки",
  "Кто возьмёт лодку и кто принесёт хлеб",
  "Мне нужно работать до семи, потом приду",
  "Спасибо, будем ждать тебя возле моста",
  "Погода хорошая, но обещали дождь",
];
/** With enough words to tell what they are written in. */
const wordy = fine.map((said, index) => ({ ...said, text: longer[index % longer.length] ?? "" }));

/** Each record as one of two programs wrote it, by turns. */
const byTurns = (encoding: string, between: string): Buffer =>
  Buffer.concat(
    wordy.map((said, index) => {
      const record = `${index === 0 ? "" : between}${JSON.stringify(plain(said))}`;
      return index % 2 === 0 ? Buffer.from(record) : inEncoding(record, encoding);
    }),
  );

const inLatin1 = (said: Said): string =>
  JSON.stringify({
    user: ["Zoë", "José", "Jürgen"][numberOf(said.who) - 1],
    text: "très bien, à bientôt",
    ts: iso(said.at),
  });

const telegramMessage = ({ who, text, at }: Said, index: number): object => ({
  id: index,
  type: "message",
  date: iso(at).slice(0, 19),
  date_unixtime: String(at / 1000),
  from: who,
  from_id: `user${numberOf(who)}`,
  text,
});

export const later: readonly ForeignLog[] = [
  {
    name: "records in UTF-8 and in windows-1251 by turns",
    content: byTurns("windows-1251", "\n"),
    expected: totalsOf(fine),
  },
  {
    name: "records in UTF-8 and in KOI8-R by turns, all in one line",
    content: Buffer.concat([Buffer.from("["), byTurns("koi8-r", ","), Buffer.from("]")]),
    expected: totalsOf(fine),
  },
  {
    name: "windows-1251 whose words of two letters could be letters of UTF-8",
    content: inEncoding(
      lines(
        wordy.map((said, index) => plain({ ...said, who: "Её", text: index % 4 === 0 ? "Её" : said.text })),
      ),
      "windows-1251",
    ),
    expected: totalsOf(fine.map((said) => ({ ...said, who: "Её" }))),
  },
  {
    name: "Ukrainian in KOI8-U",
    content: inEncoding(
      lines(fine.map((said) => plain({ ...said, who: said.who === "Анна" ? "Їжак" : said.who }))),
      "koi8-u",
    ),
    expected: totalsOf(fine, { idOf: (who) => (who === "Анна" ? "Їжак" : who) }),
  },
  {
    name: "French and Spanish names in ISO 8859-1, which nobody can tell from other encodings",
    content: Buffer.from(`${fine.map(inLatin1).join("\n")}\n`, "latin1"),
    expected: { refusal: /not in UTF-8.*--encoding/u },
  },
  {
    name: "Russian in Mac Cyrillic, whose small letters are those of windows-1251",
    content: inEncoding(lines(fine.map(plain)), "x-mac-cyrillic"),
    expected: { refusal: /not in UTF-8.*--encoding/u },
  },
  {
    name: "the whole of Telegram: several chats, each with its messages",
    content: JSON.stringify({
      about: "Here is the data you requested.",
      chats: {
        about: "This page lists all chats from this export.",
        list: [
          {
            name: "Сад",
            type: "private_group",
            id: 1,
            messages: seconds.slice(0, half).map(telegramMessage),
          },
          { name: "Дом", type: "personal_chat", id: 2, messages: seconds.slice(half).map(telegramMessage) },
        ],
      },
    }),
    expected: totalsOf(seconds, { idOf: (who) => `user${numberOf(who)}` }),
  },
  {
    name: "an array of tables, one of which has the messages in it",
    content: JSON.stringify([
      { type: "header", version: "5.2" },
      { type: "database", name: "chat" },
      {
        type: "table",
        name: "messages",
        data: seconds.map(({ who, text, at }, index) => ({
          id: String(index),
          user_name: who,
          body: text,
          created_at: iso(at).slice(0, 19).replace("T", " "),
        })),
      },
    ]),
    expected: totalsOf(seconds),
  },
  {
    name: "the messages of Microsoft Graph, whose senders lie two objects deep",
    content: JSON.stringify({
      value: seconds.map(({ who, text, at }) => ({
        messageType: "message",
        createdDateTime: iso(at),
        from: { user: { id: `u${numberOf(who)}`, displayName: who } },
        body: { contentType: "text", content: text },
      })),
    }),
    expected: totalsOf(seconds, { idOf: (who) => `u${numberOf(who)}` }),
  },
  {
    name: "comments with the answers to them inside",
    content: JSON.stringify(
      fine.slice(0, half).map((said, index) => ({
        user: said.who,
        text: said.text,
        ts: iso(said.at),
        replies: fine.slice(half + index, half + index + 1).map(plain),
      })),
    ),
    expected: { refusal: /others in replies.*--map who=user,what=text,when=ts\./u },
  },
  {
    name: "comments with answers inside, which are to be left out",
    content: JSON.stringify(
      fine.slice(0, half).map((said, index) => ({
        user: said.who,
        text: said.text,
        ts: iso(said.at),
        replies: fine.slice(half + index, half + index + 1).map(plain),
      })),
    ),
    options: ["--map", "who=user,what=text,when=ts"],
    expected: totalsOf(fine.slice(0, half)),
  },
  {
    name: "days without a time of the day",
    content: lines(fine.map(({ who, text, at }) => ({ user: who, text, date: partsOf(at).date }))),
    expected: { refusal: /days without a time of the day.*--map when=date\./u },
  },
  {
    name: "days without a time of the day, which is known",
    content: lines(fine.map(({ who, text, at }) => ({ user: who, text, date: partsOf(at).date }))),
    options: ["--map", "when=date"],
    expected: totalsOf(fine.map((said) => ({ ...said, at: said.at - (said.at % 86_400_000) }))),
  },
  {
    name: "an id of its own for each record, beside the name of who wrote it",
    content: lines(
      fine.map(({ who, text, at }, index) => ({
        client_id: `m${index}`,
        name: who,
        message: text,
        time: iso(at),
      })),
    ),
    expected: { refusal: /name, client_id.*--map who=name\./u },
  },
  {
    name: "two digits of a year behind two of a day: no month can come first",
    content: lines(
      fine.map(({ who, text, at }) => {
        const { year, month, day, clock } = partsOf(at);
        return { user: who, text, ts: `${day}.${month}.${year.slice(2)} ${clock}` };
      }),
    ),
    expected: { refusal: /--date-order dmy for the day first, ymd for the year first\./u },
  },
  {
    name: "an order that is told and is none of the dates",
    content: lines(
      fine.map(({ who, text, at }) => {
        const { year, month, day, clock } = partsOf(at);
        return { user: who, text, ts: `${day}.${month}.${year} ${clock}` };
      }),
    ),
    options: ["--date-order", "mdy"],
    expected: { refusal: /Another one fits: --date-order dmy for the day first\./u },
  },
  {
    name: "pictures without a word, and fields that are told all the same",
    content: lines(
      fine.map((said, index) =>
        index % 4 === 0 ? { ...plain(said), text: null, picture: "a.png" } : plain(said),
      ),
    ),
    options: ["--map", "who=user,what=text,when=ts"],
    expected: totalsOf(
      fine.filter((_, index) => index % 4 !== 0),
      { bad: fine.length / 4 },
    ),
  },
];
