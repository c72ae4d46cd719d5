import type { Texts } from "./en.ts";

const plural = new Intl.PluralRules("ru");
const records = (count: number, forms: { one: string; few: string; many: string }): string => {
  const rule = plural.select(count);
  return `${count} ${rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many}`;
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
  },
  waiting: (file) => `Жду ${file} …`,
  bad: (count) =>
    records(count, { one: "повреждённая запись", few: "повреждённые записи", many: "повреждённых записей" }),
  summary: (count, first, last) =>
    `${records(count, { one: "запись", few: "записи", many: "записей" })} с ${first} по ${last}`,
  titles: {
    clients: "Активность клиентов",
    sessions: "Длительность сессий",
    sessionsByClient: "Длительность сессий по клиентам",
    recentSessions: "Сессии, новые в конце",
    statuses: "Чем кончаются сессии",
    codes: "Коды закрытия",
    statusesByClient: "Чем кончаются сессии, по клиентам",
    damage: "Повреждённые записи",
  },
  columns: {
    client: "клиент",
    name: "имя",
    messages: "сообщений",
    share: "доля",
    words: "слов",
    sessions: "сессий",
    online: "в сети",
    first: "впервые",
    last: "в последний раз",
    kind: "вид",
    count: "число",
    total: "всего",
    mean: "среднее",
    median: "медиана",
    p90: "p90",
    p95: "p95",
    max: "дольше всех",
    session: "сессия",
    via: "через",
    started: "начало",
    duration: "длина",
    status: "статус",
    code: "код",
    place: "место",
    problem: "что не так",
  },
  states: { ended: "закончены", cut: "оборваны сервером", open: "ещё идут", unstarted: "без начала" },
};
