import type { UsageTexts } from "./usage-texts.ts";

export const ruUsage: UsageTexts = {
  summary: "Кто активен в чате, сколько длятся сессии и чем они заканчиваются.",
  line: "[параметры] <журналы...>",
  titles: { usage: "Запуск:", arguments: "Аргументы:", options: "Параметры:" },
  files: {
    value: "журналы",
    tells: "массив JSON или запись на строку, в gzip или без него; - это стандартный ввод",
  },
  options: {
    since: {
      value: "время",
      tells: "только записи с этого времени: 2026-11-21, 2026-11-21T10:00 или 7d, 24h, 30m назад",
    },
    until: { value: "время", tells: "только записи до этого времени" },
    client: { value: "кто", tells: "только эти клиенты, по id или имени (несколько раз или через запятую)" },
    room: { value: "комната", tells: "только то, что было в этих комнатах" },
    type: { value: "тип", tells: "только записи этих типов" },
    map: {
      value: "поля",
      tells:
        "какие поля журнала другой программы что значат: who=user,what=text,when=ts (кто, что, когда); ещё name, room, kind и records – где лежат записи; поле внутри объекта: who=author.id; дата и часы порознь: when=day+time",
    },
    "date-order": { value: "порядок", tells: "какое из чисел даты вроде 03.04.2026 – день" },
    encoding: { value: "имя", tells: "кодировка текста, если это не UTF-8, например windows-1251" },
    tz: { value: "пояс", tells: "по каким часам считать время" },
    format: { value: "формат", tells: "в каком виде писать" },
    output: { value: "файл", tells: "куда писать; для csv – папка для всех таблиц" },
    report: { value: "ключи", tells: "только эти отчёты" },
    table: { value: "ключ", tells: "какую таблицу, для csv" },
    rows: { value: "число", tells: "строк таблицы в терминале, 0 – все" },
    lang: { value: "язык", tells: "отчёта и этой справки" },
    anonymize: { tells: "без имён, id и комнат" },
    "no-text": { tells: "без слов, ссылок и причин, которые писали люди" },
    follow: { tells: "продолжать, пока журнал растёт" },
    serve: { value: "порт", tells: "отчёт HTML в браузере, который сам обновляется" },
    state: { value: "файл", tells: "продолжить с места, где кончился прошлый запуск, и запомнить своё" },
    strict: { tells: "завершиться с кодом 1, если что-то не удалось прочитать" },
    threads: { value: "число", tells: "сколько потоков помогают читать длинный журнал, 0 – ни одного" },
    "no-progress": { tells: "без полосы на долгой работе" },
    version: { tells: "показать версию" },
    help: { tells: "показать эту справку" },
  },
  choices: (choices) => `одно из ${choices.join(", ")}`,
  byDefault: (value) => `по умолчанию ${value}`,
  notWhole: "Это не целое число.",
  notPort: "Номер порта – не больше 65535.",
  mistakes: {
    unknownOption: (flag, meant) =>
      `Параметра ${flag} нет${meant === undefined ? "" : `; возможно, нужен ${meant}`}. Все параметры: --help.`,
    missingValue: (flags) => `Для ${flags} нужно значение. Какое, скажет --help.`,
    noFiles: "Назовите хотя бы один журнал: analyze messages.json. Подробнее: --help.",
    wrongValue: (flags, value, why) => `Значение «${value}» не годится для ${flags}. ${why}`,
    choose: (choices) => `Возможные значения: ${choices}.`,
  },
};
