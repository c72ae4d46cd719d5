import type { Texts, WriteTrouble } from "./en.ts";
import { findings } from "./ru-findings.ts";
import { reading } from "./ru-reading.ts";
import { statuses, types, vias } from "./ru-words.ts";
import { columns, tables } from "./ru-tables.ts";

const plural = new Intl.PluralRules("ru");
const count = (value: number, forms: { one: string; few: string; many: string }): string => {
  const rule = plural.select(value);
  const form = rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many;
  return `${new Intl.NumberFormat("ru").format(value)} ${form}`;
};

const writeTroubles: Readonly<Record<WriteTrouble, string>> = {
  directory: "это каталог. Назовите файл в нём",
  folder: "такого каталога нет. Создайте его или назовите другой файл",
  denied: "у этого пользователя нет на это прав. Назовите другой файл",
  full: "на его диске нет места. Освободите место или назовите другой файл",
  other: "его диск этого не принимает. Назовите другой файл",
};

/** All texts of the analyzer, in Russian. */
export const ru: Texts = {
  place: (line, byte) => `строка ${line}, байт ${byte}`,
  ...reading,
  damaged: (places, { file, place, reason }) =>
    `Не удалось прочитать ${count(places, { one: "место", few: "места", many: "мест" })}; первое: ${file}, ${place}: ${reason}.`,
  errors: {
    timeZone: (zone) => `Часового пояса ${zone} нет. Назовите пояс вроде Europe/Moscow или UTC.`,
    time: (text) => `${text} — не время. Напишите 2026-11-21, 2026-11-21T10:00 или 7d, 24h, 30m назад.`,
    report: (key, keys) => `Отчёта ${key} нет. Есть: ${keys}.`,
    map: (pair, words) =>
      `${pair} ничего не говорит о поле. Пишите --map who=user,what=text,when=ts; есть: ${words}.`,
    encoding: (name) => `Кодировки ${name} нет. Назовите такую, как windows-1251, koi8-r или utf-16le.`,
    table: (key, keys) => `Таблицы ${key} нет. Есть: ${keys}.`,
    outputDirectory: (folder) =>
      `Каталог ${folder} создать нельзя. Создайте тот, в котором он должен лежать, или назовите другой.`,
    output: (file, trouble) => `Файл ${file} нельзя записать: ${writeTroubles[trouble]}.`,
    standardOutput: (trouble) => `Отчёт нельзя записать: ${writeTroubles[trouble]}.`,
    overLog: (file) => `${file} – журнал, который нужно прочитать, и он пропал бы. Назовите другой файл.`,
    sameLog: (file) =>
      `${file} назван дважды, под этим или другим именем, и был бы посчитан дважды. Назовите каждый журнал один раз.`,
    notAState: (file) => `${file} – не состояние анализатора, и он пропал бы. Назовите другой файл.`,
    port: (port) => `Порт ${port} занят. Назовите другой, или 0 — любой свободный.`,
    followOne: () => "Следить можно только за одним файлом, не за каналом и не за стандартным вводом.",
    followShown: (option) =>
      `То, за чем следят, показывается сразу: уберите ${option} или же --follow и --serve.`,
    stateOne: () => "Состояние хранится только для одного неупакованного файла.",
    noSuchClient: (clients) => `В журнале нет ничего от ${clients}. Проверьте имя или идентификатор.`,
    noSuchRoom: (rooms) => `Ничего из запрошенного нет в ${rooms}. Проверьте название комнаты.`,
    nothingLeft: () => "Ни одна запись не проходит через фильтры. Расширьте их.",
  },
  waiting: (file) => `Жду ${file} …`,
  isReading: "Чтение",
  standardInput: "Стандартный ввод",
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
  yes: "да",
  others: "все остальные",
  page: {
    title: "Как дела в чате",
    made: (files) => `Журнал: ${files}`,
    filters: "Что показано",
    allClients: "все клиенты",
    allRooms: "все комнаты",
    since: "с",
    until: "по",
    reset: "Показать всё",
    everyRoom: "все комнаты",
    unchanged: (wholeLog) => `То, что помечено «${wholeLog}», этот выбор не меняет.`,
    roomless: (everyRoom) => `У сессий нет комнаты: то, что помечено «${everyRoom}», посчитано по всем.`,
    wholeLog: "по всему журналу",
    contents: "Содержание",
    table: "Таблицей",
    showAllRows: (rows) => `Показать все: ${count(rows, { one: "строка", few: "строки", many: "строк" })}`,
    dark: "Тёмная",
    light: "Светлая",
    language: "Язык",
    print: "Печать",
    live: "Обновляется",
    lost: "Анализатор не отвечает. На странице то, что было последним.",
    chart: (title, rows) =>
      `${title}: диаграмма, ${count(rows, { one: "строка", few: "строки", many: "строк" })}; все они в таблице ниже.`,
    nothing: "В этой части журнала ничего нет.",
  },
  sections: {
    overview: "Обзор",
    clients: "Клиенты",
    rooms: "Комнаты",
    sessions: "Сессии",
    disconnects: "Отключения",
    online: "В сети",
    activity: "Активность",
    conversations: "Беседы",
    words: "Слова",
    reactions: "Реакции",
    files: "Файлы",
    growth: "Рост",
    compare: "Сравнение",
    connections: "Подключения",
    safety: "Модерация",
    quality: "Качество",
    damage: "Повреждения",
  },
  units: { ms: "мс", s: "с", min: "мин", h: "ч", d: "д" },
  weekdays: ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
  findings,
  statuses,
  types,
  vias,
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
