import type { Doubt, Needed } from "../input/foreign/doubt.ts";
import type { DateOrder } from "../input/moment.ts";
import type { reading as english } from "./en-reading.ts";

const needed: Readonly<Record<Needed, string>> = {
  who: "кто написал (client_id, user, author, from …)",
  what: "что сказано (message, text, content, body …)",
  when: "когда (time, timestamp, date, ts, created_at …)",
};

const listed = (names: readonly string[]): string => (names.length === 0 ? "ни одного" : names.join(", "));

const firsts: Readonly<Record<DateOrder, string>> = {
  dmy: "dmy – сначала день",
  mdy: "mdy – сначала месяц",
  ymd: "ymd – сначала год",
};
const dateOrders = (orders: readonly DateOrder[]): string =>
  `--date-order ${orders.map((order) => firsts[order]).join(", ")}`;

const doubtOf = (doubt: Doubt, file: string, place: string): string => {
  switch (doubt.code) {
    case "lacks":
      return `${file} – не журнал чата, который можно прочитать: в записи должно быть, кто, что и когда, а здесь (первая: ${place}) нет того, ${doubt.lacks.map((lacking) => needed[lacking]).join(" и ")}; поля записей: ${listed(doubt.has)}. Если одно из них и есть нужное, назовите его: --map ${doubt.lacks.map((lacking) => `${lacking}=ПОЛЕ`).join(",")}.`;
    case "two-fields":
      return `${file}: на то, ${needed[doubt.needs]}, годятся разные поля, и они не совпадают: ${listed(doubt.fields)}. Назовите верное: --map ${doubt.needs}=${doubt.fields[0] ?? ""}.`;
    case "no-one-field":
      return `${file}: ни одно поле не говорит во всех записях, ${needed[doubt.needs]}: в одних есть одно, в других другое: ${listed(doubt.fields)}. Назовите верное, --map ${doubt.needs}=${doubt.fields[0] ?? ""}, или приведите записи к одному виду.`;
    case "no-time":
      return `${file}: поле ${doubt.field} – не время, которое может быть, например ${doubt.sample}, ${place}. Пишите по ISO 8601, как 2026-11-21T10:00:00Z, или секунды с 1970 года, или назовите другое поле: --map when=ПОЛЕ.`;
    case "no-date":
      return `${file}: в поле ${doubt.field} время дня без даты, например ${doubt.sample}. Назовите рядом с ним поле с датой: --map when=ДАТА+${doubt.field}.`;
    case "date-order":
      return `${file}: даты вроде ${doubt.sample} в поле ${doubt.field} читаются по-разному, и ни одна другая не подсказывает, как верно. Скажите, какое число что значит: ${dateOrders(doubt.orders)}.`;
    case "wrong-order":
      return `${file}: даты вроде ${doubt.sample} в поле ${doubt.field} записаны не в том порядке, что назван в --date-order. Подходит другой: ${dateOrders(doubt.orders)}.`;
    case "no-clock":
      return `${file}: в поле ${doubt.field} дни без времени, например ${doubt.sample}: часы, ответы и беседы были бы неверны. Назовите поле со временем: --map when=${doubt.field}+ПОЛЕ; или считайте, что всё сказано в полночь: --map when=${doubt.field}.`;
    case "nested":
      return `${file}: внутри записей, в ${doubt.field}, есть другие, и они не были бы посчитаны. Сначала выньте их оттуда; или обойдитесь без них: --map ${doubt.map}.`;
    case "mixed-dates":
      return `${file}: даты в поле ${doubt.field}, например ${doubt.sample}, записаны в разном порядке. Скажите, какого держаться: --date-order dmy или mdy; остальные будут названы повреждёнными.`;
    case "few-records":
      return `${file}: только у ${doubt.fitting} записей из ${doubt.records} кто, что и когда лежат в одних и тех же полях; отчёт по ним был бы неверным. Назовите поля: --map who=ПОЛЕ,what=ПОЛЕ,when=ПОЛЕ.`;
    case "no-field":
      return `${file}: ни в одной записи нет поля ${doubt.field}, названного в --map. Есть: ${listed(doubt.has)}.`;
  }
};

const orders = { dmy: "в датах сначала день", mdy: "в датах сначала месяц", ymd: "в датах сначала год" };

/** Texts about the logs that were given, in Russian. */
export const reading: typeof english = {
  doubt: doubtOf,
  inputErrors: {
    missing: ({ file }) => `Файла ${file} нет. Проверьте путь или сначала запустите сервер.`,
    directory: ({ file }) => `${file} — каталог. Укажите файл журнала в нём, например ${file}/messages.json.`,
    denied: ({ file }) => `Этому пользователю нельзя читать ${file}. Измените права или пользователя.`,
    unreadable: ({ file }) => `${file} не читается с диска.`,
    empty: ({ file }) => `${file} пуст: нет даже открывающей скобки журнала.`,
    binary: ({ file }) => `${file} — двоичные данные, а не журнал в JSON.`,
    packed: ({ file, value }) =>
      `${file} упакован в ${value}, а такие архивы здесь не читаются. Сначала распакуйте его или упакуйте в gzip.`,
    encoding: ({ file }) =>
      `${file} – не в UTF-8, и по буквам не понять наверняка, в чём ещё. Назовите кодировку, например --encoding windows-1251, или переведите файл в UTF-8.`,
    "bad-gzip": ({ file }) => `Архив ${file} повреждён до первой записи. Скопируйте его заново.`,
    "not-json": ({ file, place }) =>
      `${file} – не журнал чата в JSON: в нём нет ни одного объекта; первая ошибка: ${place}. Журнал – это массив объектов или объект на строку, в каждом – кто, что и когда.`,
    "not-a-log": ({ file, place }) =>
      `${file} — не журнал чата: ни одной записи не прочитать; первая ошибка: ${place}.`,
    "several-places": ({ file, value }) =>
      `В ${file} записи лежат в нескольких местах: ${value}. Назовите одно из них: --map records=${value.split(", ")[0] ?? ""}.`,
    "bad-records": ({ file, place, value }) =>
      `${file}: записей не того вида, с которого он начинается, – ${value}, больше половины; первая: ${place}. Сохраните его в файл, чтобы его можно было просмотреть до чтения, или преобразуйте.`,
    "no-records": ({ file }) => `В ${file} пока нет записей.`,
  },
  damage: {
    "not-json": "неверный JSON",
    "not-a-record": "нет time, client_id, sender или message либо того, что стоит вместо них",
    "bad-time": "время не похоже на время или такого быть не может",
    torn: "оборвана: внутри неё начинается следующая",
    "cut-off": "обрезана концом файла",
    "too-long": "слишком длинна для записи",
    "not-utf8": "не UTF-8",
    garbage: "это не запись",
    unclosed: "журнал кончается без закрывающей скобки",
    "bad-gzip": "архив обрывается или повреждён",
  },
  readAs: (
    { file, fields, date_order: order, encoding, records, newest_first: isNewestFirst },
    isOneOfSeveral,
  ) => {
    const { who, what, when, name, room, kind, side } = fields;
    const parts = [
      `кто – ${who}`,
      ...(name === undefined ? [] : [`зовут – ${name}`]),
      `что – ${what}`,
      `когда – ${when}`,
      ...(room === undefined ? [] : [`комната – ${room}`]),
      ...(kind === undefined ? [] : [`вид – ${kind}`]),
      ...(side === undefined ? [] : [`слова сервера отмечает ${side}`]),
      ...(isNewestFirst === true ? ["новые записи впереди"] : []),
      ...(records === undefined
        ? []
        : [records === "" ? "записи – значения объекта" : `записи – в ${records}`]),
      ...(order === undefined ? [] : [orders[order]]),
      ...(encoding === undefined ? [] : [`кодировка ${encoding}`]),
    ];
    return `${isOneOfSeveral ? `${file}: журнал` : "Журнал"} другой программы, прочитан так: ${parts.join("; ")}. Неверно? --map`;
  },
};
