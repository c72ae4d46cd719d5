import type { CliTexts } from "./en.ts";

const plural = new Intl.PluralRules("ru");
const count = (value: number, forms: { one: string; few: string; many: string }): string => {
  const rule = plural.select(value);
  return `${value} ${rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many}`;
};
const messages = { one: "сообщение", few: "сообщения", many: "сообщений" };

/** All texts of the terminal client itself, in Russian, without past-tense verbs that would need a gender. */
export const ru: CliTexts = {
  usage: {
    summary: "Беседа в терминале: говорить, читать или передавать строки в чат.",
    url: "адрес сервера",
    name: "имя, которое видят другие; в терминале о нём спросят",
    login: "войти в учётную запись с этим именем; о пароле спросят",
    passwordCommand: "команда, которая печатает пароль: для сценариев и хранителей паролей",
    invitation: "ссылка-приглашение, по которой войти",
    room: "комната, с которой начать",
    locale: "язык: ru или en (если не указан, системный)",
    plain:
      "только дописывать, одна строка на запись: для программ чтения с экрана, каналов и простых терминалов",
    noColor: "без цветов (или переменная окружения NO_COLOR)",
    follow: "если вход – канал: не завершаться вместе с ним, показывать чат дальше",
    timeout: "секунд без движения, после которых строки из канала считаются недоставленными",
    profile: "папка, где хранятся последнее имя, личность и неотправленные сообщения",
    help: "показать эту справку",
    version: "показать версию",
    options: "Параметры:",
    usage: "Запуск:",
    line: "[параметры]",
    byDefault: (value) => `(по умолчанию: ${value})`,
    examples: "Примеры:",
  },
  refusals: {
    noPassword: "О пароле спрашивают только в терминале. В сценарии укажите --password-command.",
    passwordCommand: (reason) => `Команда для пароля не сработала (${reason}). Поправьте --password-command.`,
    notAName: "Команда не бывает именем. Напишите имя, /login ИМЯ ПАРОЛЬ или вставьте ссылку-приглашение.",
    unknownOption: (option) => `Параметра ${option} нет. Список: --help.`,
    missingValue: (option) => `Параметру ${option} нужно значение. Список: --help.`,
    excess: (argument) =>
      `Слово «${argument}» лишнее. Значения с пробелами берите в кавычки; список: --help.`,
    url: (value) => `«${value}» – не адрес сервера. Он выглядит так: http://127.0.0.1:8765.`,
    name: (value) => `«${value}» не может быть именем: в имени от 1 до 32 видимых знаков.`,
    invitation: (value) => `«${value}» – не ссылка-приглашение. В ней есть #invitation= и код.`,
    room: (value) => `«${value}» не может быть комнатой: в её имени от 1 до 32 букв, цифр, «_», «-» или «.».`,
    locale: (value) => `Языка «${value}» в Беседе нет. Есть ru и en.`,
    timeout: (value) => `«${value}» – не число секунд. Напишите, например, 10.`,
    other: (message) => `Параметры непонятны: ${message}. Список: --help.`,
    profile: (folder, reason) =>
      `В папке ${folder} ничего нельзя сохранить (${reason}). Имя и неотправленные сообщения не запомнятся; другую папку можно указать: --profile.`,
    damagedProfiles: (file) =>
      `Список тех, кто здесь бывал, не читается. Он сохранён как ${file}, начат новый.`,
    crashed: (message) => `Ошибка терминального клиента, продолжать он не может: ${message}`,
  },
  introduction: {
    question: "Как вас зовут?",
    ways: "Ещё можно: /login ИМЯ ПАРОЛЬ, или вставьте ссылку-приглашение.",
    password: (name) => `Пароль (${name}):`,
    invited: "Приглашение принято. Как вас зовут?",
    hint: (name) => `Enter – ${name}`,
    liveView: "Терминал",
    nobody: "Гость",
  },
  connection: {
    connecting: "подключение…",
    online: "на связи",
    reconnectIn: (seconds) => `подключение через ${seconds} с`,
    reconnectNow: "Enter – сейчас",
    ended: "сессия завершена",
    unreachable: (url) =>
      `Сервер по адресу ${url} не отвечает. Запустите его командой «npx pnpm dev» или укажите другой адрес: --url. Пробуем снова…`,
    besideUnreachable: (url) =>
      `Сервер, запущенный рядом, не отвечает по адресу ${url}: почему, видно из того, что он пишет, в @beseda/server. Пробуем снова…`,
    explained: (reason) => `${reason} Пробуем снова…`,
    lost: (reason) => `${reason}. Подключаемся снова; то, что вы напишете, сохранится и уйдёт потом.`,
    back: "Связь есть: ничего не пропущено.",
    afresh: "Сервер начал новый журнал: всё, что выше, – из прежнего.",
    closed: (reason) => `Сервер завершил сессию: ${reason}`,
  },
  status: {
    typing: ([first = "", second, ...more]) => {
      if (second === undefined) return `${first} печатает…`;
      if (more.length === 0) return `${first} и ${second} печатают…`;
      return `${first}, ${second} и ещё ${more.length} печатают…`;
    },
    people: (value) => count(value, { one: "человек", few: "человека", many: "человек" }),
    unsent: (value) => `${value} не отправлено`,
    invitations: (value) => count(value, { one: "приглашение", few: "приглашения", many: "приглашений" }),
    reports: (value) => count(value, { one: "жалоба", few: "жалобы", many: "жалоб" }),
    hints: ["/help", "Ctrl-C – выход"],
    more: (value) => `… и ещё ${value}`,
    lines: (hidden) => `↑ ${count(hidden, { one: "строка", few: "строки", many: "строк" })}`,
    length: (value, limit) => `${value}/${limit}`,
  },
  deletedMessage: (name) => `Удалённое сообщение: ${name}`,
  newMessages: "новые сообщения",
  edited: "(изменено)",
  imported: "(импортировано)",
  notes: {
    youAre: (name, id) => `Вы – ${name} (${id}). Команды: /help.`,
    escape: (typed) => `Чтобы отправить текст, который начинается с «/», напишите /${typed}`,
    tooLong: (length, limit) =>
      `В сообщении ${count(length, { one: "знак", few: "знака", many: "знаков" })}, а можно ${limit}. Оно не отправлено: сократите его или отправьте частями.`,
    newsIn: (place) => `Новое в ${place}. Прочитать и ответить: /join ${place}`,
    around: (seq, place) => `Вокруг #${seq} в ${place}, старые сверху:`,
    newest: (place) => `Последнее в ${place}, старые сверху:`,
    nothingFrom: (place) => `С того времени в ${place} ничего не было. Последнее, старые сверху:`,
    notHere: (command) =>
      command === "lang"
        ? "Язык терминального клиента задаётся при запуске: --locale ru или --locale en."
        : `Здесь /${command} ни к чему. Что есть, скажет /help.`,
    foundWays: (seq, hasMore) => `К сообщению: /go ${seq}${hasMore ? ", следующие: /more" : ""}`,
    further: (from, to) => `Найденное, с ${from} по ${to}:`,
    nothingFurther: "Больше ничего не найдено. Искать: /search СЛОВА",
    nothingUnread: "Непрочитанного нет.",
    nothingFailed: "Неудачных сообщений нет.",
    retried: (value) => `Отправляем снова: ${count(value, messages)}.`,
    discarded: (value) => `Удалено: ${count(value, messages)}.`,
    givenBack: (command, reason) =>
      `${reason} Не отправлено${command === "" ? "" : ` (${command})`}. Отправить снова: /retry, удалить: /discard.`,
    failed: (reason) => `${reason} Отправить снова: /retry, удалить: /discard.`,
    kept: (value) =>
      `Не отправлено: ${count(value, messages)}. Всё сохранено и уйдёт при следующем запуске с этим именем.`,
  },
  pipe: {
    unreachable: (url, seconds) =>
      `Сервер по адресу ${url} не ответил за ${seconds} с: ничего не доставлено. Запустите его командой «npx pnpm dev» или укажите другой адрес: --url.`,
    undelivered: (value, total) =>
      `Не доставлено: ${value} из ${count(total, { one: "сообщения", few: "сообщений", many: "сообщений" })}.`,
    notUtf8: (line) => `Строка ${line} – не текст в UTF-8: она не отправлена. Переведите её: iconv -t UTF-8.`,
    ended: (reason) => `Сервер завершил сессию: ${reason}`,
  },
  commands: {
    more: { takes: "", help: "следующее из найденного по /search", example: "/more" },
    go: { takes: "SEQ", help: "к найденному сообщению, в его комнату", example: "/go 120" },
    unread: { takes: "", help: "к непрочитанному в другой комнате", example: "/unread" },
    retry: { takes: "", help: "отправить неудачное снова", example: "/retry" },
    discard: { takes: "", help: "удалить неудачное", example: "/discard" },
  },
  keysTitle: "Клавиши:",
  keys: [
    ["Enter", "отправить"],
    ["Alt-Enter, Ctrl-J", "новая строка"],
    ["Tab", "дополнить команду, имя, комнату"],
    ["↑ ↓", "то, что вы писали раньше"],
    ["Ctrl-A, Ctrl-E", "в начало, в конец"],
    ["Alt-B, Alt-F", "по словам назад, вперёд"],
    ["Ctrl-U, Ctrl-K, Ctrl-W", "вырезать начало, конец, слово"],
    ["Ctrl-Y, Ctrl-_", "вставить вырезанное, отменить"],
    ["Alt-A", "к непрочитанному в другой комнате"],
    ["Ctrl-L, Ctrl-Z", "очистить экран, приостановить"],
    ["//текст", "отправить текст с «/» в начале"],
  ],
};
