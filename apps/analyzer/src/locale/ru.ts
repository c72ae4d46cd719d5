import type { Texts } from "./en.ts";
import { columns, tables } from "./ru-tables.ts";

const plural = new Intl.PluralRules("ru");
const count = (value: number, forms: { one: string; few: string; many: string }): string => {
  const rule = plural.select(value);
  const form = rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many;
  return `${new Intl.NumberFormat("ru").format(value)} ${form}`;
};

/** Everything that the analyzer says, in Russian. */
export const ru: Texts = {
  place: (line, byte) => `строка ${line}, байт ${byte}`,
  inputErrors: {
    missing: (file) => `Файла ${file} нет. Проверьте путь или сначала запустите сервер.`,
    directory: (file) => `${file} — каталог. Укажите файл журнала в нём, например ${file}/messages.json.`,
    denied: (file) => `Этому пользователю нельзя читать ${file}. Измените права или пользователя.`,
    unreadable: (file) => `${file} не читается с диска.`,
    empty: (file) => `${file} пуст: нет даже открывающей скобки журнала.`,
    binary: (file) => `${file} — двоичные данные, а не журнал в JSON.`,
    "not-a-log": (file, place) =>
      `${file} — не журнал чата: ни одной записи не прочитать; первая ошибка: ${place}.`,
    "no-records": (file) => `В ${file} пока нет записей.`,
  },
  damage: {
    "not-json": "неверный JSON",
    "not-a-record": "нет time, client_id, sender или message",
    "bad-time": "время не похоже на время",
    torn: "оборвана: внутри неё начинается следующая",
    "cut-off": "обрезана концом файла",
    "too-long": "слишком длинна для записи",
    "not-utf8": "не UTF-8",
    garbage: "это не запись",
    unclosed: "журнал кончается без закрывающей скобки",
    "bad-gzip": "архив обрывается или повреждён",
  },
  damaged: (places, { file, place, reason }) =>
    `Не удалось прочитать ${count(places, { one: "место", few: "места", many: "мест" })}; первое: ${file}, ${place}: ${reason}.`,
  errors: {
    timeZone: (zone) => `Часового пояса ${zone} нет. Назовите пояс вроде Europe/Moscow или UTC.`,
    time: (text) => `${text} — не время. Напишите 2026-11-21, 2026-11-21T10:00 или 7d, 24h, 30m назад.`,
    report: (key, keys) => `Отчёта ${key} нет. Есть: ${keys}.`,
    table: (key, keys) => `Таблицы ${key} нет. Есть: ${keys}.`,
    outputDirectory: (folder) => `В ${folder} нельзя писать. Назовите другой каталог.`,
    output: (file) => `Файл ${file} нельзя записать. Назовите другой.`,
    port: (port) => `Порт ${port} занят. Назовите другой, или 0 — любой свободный.`,
    followOne: () => "Следить можно только за одним файлом и не за стандартным вводом.",
    stateOne: () => "Состояние хранится только для одного неупакованного файла.",
    noSuchClient: (clients) => `В журнале нет ничего от ${clients}. Проверьте имя или идентификатор.`,
    nothingLeft: () => "Ни одна запись не проходит через фильтры. Расширьте их.",
  },
  waiting: (file) => `Жду ${file} …`,
  reading: "Чтение",
  serving: (address) => `Отчёт открыт по адресу ${address}. Ctrl-C завершает.`,
  more: (rows) => `… и ещё ${count(rows, { one: "строка", few: "строки", many: "строк" })}`,
  records: (value) => count(value, { one: "запись", few: "записи", many: "записей" }),
  messages: (value) => count(value, { one: "сообщение", few: "сообщения", many: "сообщений" }),
  sessions: (value) => count(value, { one: "сессия", few: "сессии", many: "сессий" }),
  clients: (value) => count(value, { one: "клиент", few: "клиента", many: "клиентов" }),
  places: (value) =>
    count(value, { one: "место не прочитано", few: "места не прочитаны", many: "мест не прочитано" }),
  days: (value) => count(value, { one: "день", few: "дня", many: "дней" }),
  period: (first, last) => `${first} – ${last}`,
  none: "–",
  units: { ms: "мс", s: "с", min: "мин", h: "ч", d: "д" },
  weekdays: ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
  states: { ended: "закончены", cut: "оборваны сервером", open: "без конца", unstarted: "без начала" },
  endings: { clean: "обычно", abnormal: "обрыв", moderated: "модерация", server: "сервером" },
  steps: {
    minute: "минута",
    "5-minutes": "5 минут",
    "15-minutes": "15 минут",
    hour: "час",
    "6-hours": "6 часов",
    day: "день",
    week: "неделя",
    month: "месяц",
  },
  tables,
  columns,
};
