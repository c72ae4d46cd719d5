import { type NameProblem } from "../name.ts";
import { type Role } from "../role.ts";
import { familiarPlaceOf, placeOf } from "../room-name.ts";
import { DateFormat } from "./date-format.ts";
import { commandsRu } from "./commands.ru.ts";
import { seconds, type Texts } from "./en.ts";
import { typed } from "./lines.en.ts";
import { linesRu } from "./lines.ru.ts";
import { countRu as count } from "./plural.ts";

const moment = new DateFormat("ru", { dateStyle: "medium", timeStyle: "short" });

const badName: Readonly<Record<NameProblem | "own", string>> = {
  unseen: "В имени нужен хотя бы один видимый знак. Выберите другое.",
  long: "В имени может быть не больше 32 знаков. Выберите короче.",
  colon: "В имени не может быть двоеточия: строки стали бы похожи на чужие. Выберите другое.",
  start: "Имя не может начинаться с /, #, @, * или [. Выберите другое.",
  own: "Под этим именем говорит сам чат. Выберите другое.",
};

const roles: Readonly<Record<Role, string>> = {
  guest: "гость",
  member: "участник",
  moderator: "модератор",
  admin: "администратор",
  owner: "владелец",
};

/** All texts of the server in Russian. Past tense of verbs is avoided: it would need a gender. */
export const ru: Texts = {
  greeting: () => "Добро пожаловать в чат!",
  farewell: () => "Сессия завершена. До свидания!",
  serverStarted: () => "Сервер работает.",
  serverStopped: () => "Сервер остановлен.",
  portChecked: () => "Проверка порта: кто-то подключился и молча ушёл.",
  serverStopping: () => "Сервер останавливается. До скорой встречи!",
  notices: {
    connected: (name) => `${name} теперь в чате`,
    disconnected: (name) => `${name} покидает чат`,
    lost: (name) => `${name}: связь потеряна`,
    joined: (name, room) => `${name} входит в ${familiarPlaceOf(room)}`,
    left: (name, room) => `${name} покидает ${familiarPlaceOf(room)}`,
    roomCreated: (name, room) => `${name} открывает ${familiarPlaceOf(room)}`,
    topic: (name, topic) => `${name} задаёт тему: ${topic}`,
    topicRemoved: (name) => `${name} убирает тему`,
    pinned: (name, target) =>
      target === undefined ? `${name} открепляет все сообщения` : `${name} закрепляет сообщение #${target}`,
    unpinned: (name, target) => `${name} открепляет сообщение #${target}`,
    edited: (name, target, text) => `${name} меняет #${target}: ${text}`,
    reacted: (name, target, emoji) => `${name}: ${emoji} к #${target}`,
    unreacted: (name, target, emoji) => `${name} убирает ${emoji} с #${target}`,
    leftDirect: (name) => `${name} больше не следит за этим разговором`,
    direct: (name, other) => `${name} и ${other} говорят наедине`,
    farewell: (name, words) => `${name} покидает чат: ${words}`,
    renamed: (oldName, name) => `${oldName} теперь ${name}`,
    registered: (name) => `Имя «${name}» теперь закреплено`,
    unregistered: (name) => `Имя «${name}» больше не закреплено`,
    invited: (name, room) => `${name} по приглашению входит в ${familiarPlaceOf(room)}`,
    removed: (name, room) => `${name} больше не участвует в ${familiarPlaceOf(room)}`,
    titled: (name, title) => `${name} называет комнату «${title}»`,
    archived: (name, archived) =>
      archived
        ? `${name} закрывает комнату: теперь её можно только читать`
        : `${name} снова открывает комнату`,
    asked: (name, by) => `${by} зовёт сюда: ${name}`,
    declined: (name) => `${name}: приглашение отклонено`,
    withdrawn: (name, by) => `${by} отзывает приглашение: ${name}`,
    blocked: (name) => `Заблокировано: ${name}`,
    unblocked: (name) => `Разблокировано: ${name}`,
    reported: (name, by) => `${by} жалуется модераторам, о ком: ${name}`,
    resolved: (name, by) => `${by} закрывает жалобу: ${name}`,
    deleted: (name, target) => `${name} удаляет сообщение #${target}`,
    file: (name, size) => `файл ${name} (${size})`,
    editedMark: () => "(изменено)",
    importedMark: () => "(импортировано)",
    redacted: () => "Текст сообщения удалён из журнала",
    deletedMessage: (name) => `Удалённое сообщение: ${name}`,
    reason: (reason) => `, причина: ${reason}`,
    slow: (seconds) => (seconds === 0 ? ": теперь он выключен" : `: одно сообщение в ${seconds} с`),
    role: (role) => `, теперь ${roles[role]}`,
    until: (until) => `, до ${moment.format(until)}`,
  },
  /** Sentences with the person affected and the moderator, by the `action` of the record. */
  moderations: {
    kick: (name, by) => `${by} удаляет отсюда: ${name}`,
    ban: (name, by) => `${by} закрывает доступ: ${name}`,
    unban: (name, by) => `${by} снова открывает доступ: ${name}`,
    mute: (name, by) => `${by} лишает слова: ${name}`,
    unmute: (name, by) => `${by} возвращает слово: ${name}`,
    slow: (_name, by) => `${by} меняет медленный режим`,
    role: (name, by) => `${by} меняет роль: ${name}`,
  },
  errors: {
    "bad-input": (what) => `Непонятно: ${what}`,
    "bad-introduction": (what) =>
      `В представлении неверно «${what}»: locale — это ru или en, всё остальное — короткие строки.`,
    "bad-name": (problem) => `Это имя взять нельзя. ${badName[problem]}`,
    "bad-room-name": () =>
      "В имени комнаты от 1 до 32 букв, цифр, знаков _, - и ., и хотя бы одна буква или цифра. Выберите другое.",
    "name-taken": (name) => `Имя «${name}» занято. Выберите другое.`,
    "unknown-room": (room) => `Комнаты ${placeOf(room)} для вас нет. Какие есть, покажет /rooms.`,
    "not-a-member": (room) => `Вас нет в ${placeOf(room)}. Сначала войдите в неё.`,
    nobody: (name) => `Сейчас здесь нет никого с именем «${name}». Кто здесь, покажет /who.`,
    "lobby-stays": () => "Общую комнату покинуть нельзя. Чтобы покинуть чат, завершите сессию.",
    "id-conflict": (id) => `Идентификатор ${id} уже занят другим сообщением. Возьмите новый.`,
    "log-unreadable": () => "Диск сервера не отдаёт эту часть истории. Попробуйте позже.",
    "log-full": () => "На сервере нет места на диске: сообщение не сохранено. Попробуйте позже.",
    "shutting-down": () =>
      "Сервер останавливается. Сообщение не сохранено; отправьте его снова после подключения.",
    "session-ended": () => "Эта сессия завершена. Подключитесь снова.",
    "too-many-subscriptions": (limit) =>
      `Подключению можно иметь ${count(limit, { one: "подписку", few: "подписки", many: "подписок" })} сразу. Сначала закройте одну.`,
    rate: (waitMs) =>
      `Слишком часто. Попробуйте снова через ${count(seconds(waitMs), { one: "секунду", few: "секунды", many: "секунд" })}.`,
    "wrong-login": () => "Имя или пароль неверны. Проверьте их и попробуйте снова.",
    "name-registered": (name) =>
      `Имя ${name} закреплено за учётной записью. Если это вы, войдите с паролем; иначе возьмите другое имя.`,
    "name-changed": (name) => `Сейчас вас зовут ${name}. Чтобы закрепить это имя, зарегистрируйтесь ещё раз.`,
    "not-registered": () => "У вас ещё нет учётной записи. Сначала зарегистрируйтесь.",
    "already-registered": () => "У вас уже есть учётная запись. Сначала выйдите из неё.",
    "login-required": () => "Сюда входят только с учётной записью. Войдите с именем и паролем.",
    "invitation-required": () =>
      "Сюда входят только по приглашению. Откройте ссылку из него или войдите с паролем.",
    "bad-invitation": () =>
      "Это приглашение уже не действует. Попросите новое, а если по нему вошли вы сами, гостем, сначала наберите /login там.",
    "login-ended": (name: string) =>
      `«${name}» — учётная запись, и ваш вход в неё завершён. Войдите с паролем или выберите другое имя.`,
    "bad-reset": () => "Эта ссылка для нового пароля больше не действует. Попросите у администратора новую.",
    "bad-password": () => "В пароле от 8 до 256 знаков. Придумайте другой.",
    "accounts-busy": () => "Учётные записи сейчас недоступны. Попробуйте ещё раз через минуту.",
    "no-such-session": (id) => `У вас нет сеанса ${id}. Ваши покажет /sessions.`,
    "not-permitted": () => "Здесь вам этого нельзя. Обратитесь к модератору.",
    banned: (until, reason) =>
      `Вам закрыт доступ${until === "" ? "" : ` до ${moment.format(Date.parse(until) || 0)}`}${reason === "" ? "." : `: ${reason}`}`,
    muted: (until, reason) =>
      `Вам нельзя писать здесь${until === "" ? "" : ` до ${moment.format(Date.parse(until) || 0)}`}${reason === "" ? "." : `: ${reason}`}`,
    "room-exists": (room) => `Комната ${placeOf(room)} уже есть. Войдите в неё или выберите другое имя.`,
    "room-archived": (room) => `${placeOf(room)} в архиве: её можно только читать.`,
    "not-author": (seq) => `Сообщение #${seq} не ваше: изменить его может только автор.`,
    "too-many-reactions": (limit) =>
      `У сообщения может быть не больше ${count(limit, { one: "реакции", few: "реакций", many: "реакций" })}. Сначала уберите свою.`,
    "too-many-emoji": (limit) =>
      `У сообщения может быть не больше ${count(limit, { one: "разного эмодзи", few: "разных эмодзи", many: "разных эмодзи" })}. Присоединитесь к одному из них.`,
    "too-many-pins": (limit) =>
      `В комнате может быть не больше ${count(limit, { one: "закреплённого сообщения", few: "закреплённых сообщений", many: "закреплённых сообщений" })}. Сначала открепите лишние, список: /pins`,
    "unknown-message": (seq) => `Сообщения #${seq} здесь для вас нет.`,
    "bad-search": (part) =>
      `${part === "" ? "Напишите, что искать" : `Поиск не понимает «${part}». Он понимает`}: слова, "фраза", -слово, от:ИМЯ в:КОМНАТА до:2026-11-30 после:вчера есть:файл есть:ссылка это:закреплено`,
    "search-unavailable": () => "Поиск сейчас не работает, всё остальное работает. Попробуйте позже.",
    "not-taking": (name) =>
      `${name === "" ? "Этот человек" : name} сейчас не принимает личных сообщений и приглашений. Поговорите в общей комнате.`,
    "you-blocked": (name) =>
      `У вас в списке заблокированных ${name}. Сначала разблокируйте: /unblock ${typed(name)}`,
    "no-invitation": (room) =>
      `Открытого приглашения в ${familiarPlaceOf(room)} нет. Посмотрите список: /invitations`,
    "too-many-invitations": (limit) =>
      `У вас ${count(limit, { one: "открытое приглашение", few: "открытых приглашения", many: "открытых приглашений" })}. Сначала отзовите лишние: /invitations`,
    "too-many-rooms": (limit, isGuest) =>
      isGuest
        ? `Гость может открыть не больше ${limit} комнат. Зарегистрируйтесь, чтобы открывать ещё: /register`
        : `У вас ${count(limit, { one: "открытая комната", few: "открытых комнаты", many: "открытых комнат" })}. Сначала отправьте ненужную в архив: /archive`,
    "too-many-blocks": (limit) =>
      `Вы уже заблокировали ${count(limit, { one: "человека", few: "человек", many: "человек" })}. Сначала разблокируйте кого-нибудь: /block покажет список.`,
    "too-many-reports": (limit) =>
      `У вас ${count(limit, { one: "открытая жалоба", few: "открытых жалобы", many: "открытых жалоб" })}. Подождите, пока модераторы их рассмотрят.`,
    "unknown-report": (id) => `Открытой жалобы #${id} для вас нет. Посмотрите список: /reports`,
    "too-many-connections": () =>
      "С вашего адреса слишком много подключений. Закройте лишние и подключитесь снова.",
    internal: () => "Ошибка сервера. Она записана; попробуйте ещё раз.",
  },
  commands: commandsRu,
  lines: linesRu,
};
