import type { UiTexts } from "./en.ts";

const plural = new Intl.PluralRules("ru");
interface Forms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}
const form = (value: number, forms: Forms): string => {
  const rule = plural.select(value);
  return rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many;
};
const count = (value: number, forms: Forms): string => `${value} ${form(value, forms)}`;
const messages: Forms = { one: "сообщение", few: "сообщения", many: "сообщений" };
const newMessages: Forms = { one: "новое сообщение", few: "новых сообщения", many: "новых сообщений" };
const characters: Forms = { one: "символ", few: "символа", many: "символов" };

/** Texts of the page itself, in Russian. */
export const ru: UiTexts = {
  app: "Беседа",
  tagline: "Разговор на вашем собственном сервере.",
  introduction: {
    name: "Ваше имя",
    placeholder: "Как вас называть?",
    invalid: (limit) =>
      `В имени от 1 до ${limit} видимых ${form(limit, { one: "символа", few: "символов", many: "символов" })}.`,
    enter: "Войти",
    invited:
      "Вас пригласили. Чтобы имя осталось за вами и приглашение подействовало целиком, придумайте пароль.",
    resets: "Придумайте новый пароль для своей учётной записи. Все прежние сеансы завершатся.",
    password: "Пароль, если имя зарегистрировано",
    newPassword: "Придумайте пароль (можно и без него)",
    link: "Ссылка-приглашение",
    badLink: "Это не ссылка-приглашение: в ней есть #invitation= и код.",
    ways: { guest: "Войти гостем", login: "Войти с паролем", invitation: "У меня есть приглашение" },
    shortPassword: "В пароле не меньше 8 знаков.",
  },
  unloaded: {
    why: "Страница загрузилась не целиком: возможно, сервер обновился. Обновите её, набранное сохранено.",
    reload: "Обновить",
  },
  farewell: { title: "Вы покинули чат", comeBack: "Вернуться", code: (code) => `Код ${code}` },
  connection: {
    connecting: "Подключение…",
    reconnecting: "Подключаемся снова…",
    lost: "Нет связи.",
    back: "Связь восстановлена.",
    nextTry: (seconds) => `Следующая попытка через ${seconds} с`,
    retryNow: "Повторить",
    ended: "Сессия завершена",
    kicked: "Модератор вывел вас из чата.",
    banned: "Вход для вас закрыт.",
    replaced: "Чат продолжается в другом окне.",
    comeBack: "Вернуться",
    unsent: (value) =>
      `Ещё не ${form(value, { one: "отправлено", few: "отправлены", many: "отправлены" })}: ${count(value, messages)}`,
  },
  rooms: {
    title: "Комнаты",
    open: "Показать комнаты",
    withNews: (label) => `${label}, есть новое`,
    close: "Скрыть комнаты",
    members: (value) => `Здесь ${count(value, { one: "человек", few: "человека", many: "человек" })}`,
    online: "в сети",
    offline: "не в сети",
    mentions: (value) => {
      const times = count(Math.min(value, 99), { one: "упоминание", few: "упоминания", many: "упоминаний" });
      return value > 99 ? `Больше чем ${times}` : `${times} вас`;
    },
    unread: (value) => {
      const messages = count(Math.min(value, 99), {
        one: "непрочитанное сообщение",
        few: "непрочитанных сообщения",
        many: "непрочитанных сообщений",
      });
      return value > 99 ? `Больше чем ${messages}` : messages;
    },
    join: "Войти",
    joinTitle: "Войти в комнату",
    joinPlaceholder: "Войти в комнату…",
    joinInvalid: "В названии комнаты от 1 до 32 букв, цифр, «_», «-» или «.».",
    leave: (place) => `Покинуть ${place}`,
    outside: (place) => `Вас нет в ${place}.`,
    direct: "Личные",
    toLobby: "В общую комнату",
    reports: "Жалобы",
    otherLeft: (place) =>
      `${place.replace(/^@/u, "")} сейчас вне этого разговора. Сообщения сохранятся, их можно будет прочитать по возвращении.`,
  },
  pins: {
    title: (value) => `Закреплено: ${count(value, messages)}`,
    unpin: (name) => `Открепить: ${name}`,
  },
  search: { title: "Поиск", show: "Поиск (Ctrl+K)" },
  invitations: {
    title: "Вас зовут",
    by: (name) => `Зовёт ${name}`,
    accept: "Войти",
    decline: "Отказаться",
  },
  people: {
    show: "Кто здесь",
    title: "Сейчас здесь",
    close: "Скрыть список",
    oneself: (name) => `${name} (вы)`,
    talkTo: (name) => `Написать лично: ${name}`,
    more: (name) => `Ещё: ${name}`,
    block: "Заблокировать",
    unblock: "Разблокировать",
    unblockName: (name) => `Разблокировать: ${name}`,
    report: "Пожаловаться",
    reportMessage: (message) => `Пожаловаться: ${message}`,
    away: "не у экрана",
    rest: (value) => `Ещё ${value}`,
    none: "Список получить не удалось. Он появится сам, когда сервер ответит.",
  },
  typing: {
    one: (name) => `${name} печатает`,
    two: (one, other) => `${one} и ${other} печатают`,
    more: (names, value) => `${names} и ещё ${value} печатают`,
  },
  secret: {
    password: "Пароль",
    old: "Нынешний пароль",
    new: "Новый пароль",
    done: "Готово",
    missing: "Введите пароль.",
  },
  profile: {
    rename: "Сменить имя",
    save: "Сохранить",
    cancel: "Отмена",
    leave: "Выйти из чата",
    settings: "Настройки",
  },
  preferences: {
    language: "Язык",
    theme: "Оформление",
    themes: { system: "Как в системе", light: "Светлое", dark: "Тёмное" },
  },
  timeline: {
    deleted: "Сообщение удалено",
    label: (place) => `Разговор в ${place}`,
    empty: "Здесь пока ничего не сказано. Поздоровайтесь!",
    beginning: "Здесь разговор начинается",
    older: "Показать более ранние",
    loading: "Загружаем более ранние…",
    unreadLine: "Новое",
    toNewest: "К последним",
    toUnread: "К первому непрочитанному",
    markUnread: "Отметить непрочитанным",
    newBelow: (value) => count(value, newMessages),
    own: "Вы",
    hidden: (value) => `Скрыто: ${count(value, messages)} от заблокированных`,
    edited: "изменено",
    imported: "импортировано",
    reply: (message) => `Ответить: ${message}`,
    moreActions: (message) => `Ещё: ${message}`,
    replyWord: "Ответить",
    editWord: "Изменить",
    copyWord: "Скопировать текст",
    linkWord: "Скопировать ссылку",
    toDay: "Перейти к дню",
    nothingSince: "Тогда и позже ничего не сказано.",
    copied: (isCopied) => (isCopied ? "Скопировано" : "Не скопировалось"),
    pinWord: "Закрепить",
    unpinWord: "Открепить",
    removeWord: "Удалить",
    removeAsk: "Удалить сообщение у всех?",
    pinned: "закреплено",
    mentionsYou: "упоминает вас",
    toAnswered: "Перейти к сообщению",
    react: (message) => `Поставить эмодзи: ${message}`,
    otherReaction: "Другой эмодзи",
    reaction: (emoji, value, names) => `${emoji} ${value}${names === undefined ? "" : `: ${names}`}`,
    replyTo: (seq) => `В ответ на #${seq}`,
    more: (value) => `и ещё ${value}`,
    came: (names) => `Теперь здесь: ${names}`,
    went: (names) => `Вышли: ${names}`,
    passed: (names) => `Заходили: ${names}`,
    returned: (names) => `Вернулись: ${names}`,
    changes: (value) => `ещё ${count(value, { one: "изменение", few: "изменения", many: "изменений" })}`,
  },
  delivery: {
    queued: "Ждёт отправки",
    sent: "Отправлено, ещё не подтверждено",
    acknowledged: (seq) => `Сохранено на сервере под номером #${seq}`,
    failed: (reason) => `Не отправлено. ${reason}`,
    retry: "Повторить",
    discard: "Удалить",
    cancel: "Не отправлять",
  },
  composer: {
    label: (place) => (place.startsWith("@") ? `Сообщение: ${place}` : `Сообщение в ${place}`),
    placeholder: (place) => (place.startsWith("@") ? `Написать: ${place}` : `Написать в ${place}`),
    answering: (name) => `Ответ: ${name}`,
    editing: "Изменение сообщения",
    mention: "Упомянуть",
    mentions: (value) =>
      `${count(value, { one: "имя", few: "имени", many: "имён" })}: Tab берёт первое, стрелки и Enter — любое`,
    leaveReply: "Не отвечать",
    leaveEdit: "Оставить как было",
    reacting: "Наберите эмодзи к сообщению",
    leaveReact: "Без эмодзи",
    notEmoji: "Это не один эмодзи: выберите его на клавиатуре эмодзи.",
    emptyEdit: "Пустым сообщение быть не может: ✕ оставит его как было, а удалить его можно в его меню.",
    closeHint: "Закрыть",
    skipList: "К полю ввода",
    copyLink: "Скопировать ссылку",
    copied: "Скопировано",
    send: "Отправить",
    left: (value) =>
      `${form(value, { one: "Остался", few: "Осталось", many: "Осталось" })} ${count(value, characters)}`,
    over: (value) => `Лишнее: ${count(value, characters)}`,
    sendInParts: (value) =>
      `Отправить ${count(value, { one: "сообщением", few: "сообщениями", many: "сообщениями" })}`,
    onlyText: "Файлы здесь не пересылаются: вставьте текст или ссылку на файл.",
    notHere: (command) => `Здесь /${command} ни к чему. Что есть, скажет /help.`,
    keys: "Enter отправляет, Shift+Enter начинает новую строку, ↑ меняет ваше последнее сообщение",
  },
  announcement: {
    message: (name, text) => `${name}: ${text}`,
    several: (value) => count(value, newMessages),
    failed: (text, reason) => `Не отправлено: ${text}. ${reason}`,
  },
  failure: (reason) => `Не получилось: ${reason}`,
};
