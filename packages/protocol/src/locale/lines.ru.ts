import { everybody } from "../name.ts";
import { placeOf } from "../room-name.ts";
import { DateFormat } from "./date-format.ts";
import type { PageOfList } from "../page.ts";
import { isWhole, rangeOf, typed } from "./lines.en.ts";
import type { Texts } from "./en.ts";
import { countRu as count } from "./plural.ts";
import { unreadHere, unreadPlaces } from "./unread.ts";

const date = new DateFormat("ru", { dateStyle: "long" });
const further = (command: string, { next }: PageOfList): string =>
  next === undefined ? "" : `дальше: ${command} ${next}; `;
const people = { one: "человек", few: "человека", many: "человек" };

export const linesRu: Texts["lines"] = {
  you: ({ name, clientId, room }) =>
    name === clientId ? `Вы ${name} в ${placeOf(room)}.` : `Вы ${name} (${clientId}) в ${placeOf(room)}.`,
  day: (day) => date.format(day),
  refusal: (sentence) => `Ошибка: ${sentence}`,
  unknownCommand: (typed, meant) =>
    meant === undefined
      ? `Команды /${typed} нет. Список команд: /help. С // в начале строка уйдёт как текст.`
      : `Команды /${typed} нет. Может быть, /${meant}? Список команд: /help. С // в начале строка уйдёт как текст.`,
  doubtful: () =>
    "Похоже на команду с паролем, поэтому никому не показано. Команду начните с «/»; чтобы всё же сказать это, отправьте ещё раз.",
  misused: ({ usage, help, example }) => `Надо так: ${usage} — ${help}. Например: ${example}`,
  helpTitle: () => "Команды:",
  helpOf: ({ usage, help, example, aliases }) => [
    `${usage} — ${help}.`,
    `Например: ${example}`,
    ...(aliases.length > 0 ? [`Также: ${aliases.map((alias) => `/${alias}`).join(", ")}`] : []),
  ],
  tooLong: (length, limit) =>
    `Получилось ${count(length, { one: "знак", few: "знака", many: "знаков" })}, а в сообщении их не больше ${limit}. Отправьте его по частям.`,
  notUtf8: () => "Эта строка — не UTF-8, она не отправлена. Переключите терминал на UTF-8.",
  renamed: (name) => `Теперь вы ${name}.`,
  who: (room, names) => `В ${placeOf(room)} ${count(names.length, people)}: ${names.join(", ")}`,
  rooms: (page) =>
    `${isWhole(page) ? count(page.listed, { one: "комната", few: "комнаты", many: "комнат" }) : `Комнаты ${rangeOf(page)}`}; ${further("/rooms", page)}войти: /join КОМНАТА`,
  room: ({ room, topic, members, here, ...read }) =>
    `${placeOf(room)} (${count(members, people)}${here ? ", и вы" : ""}${unreadHere(read, ["непрочитанных", "упоминаний"])})${topic === "" ? "" : `: ${topic}`}`,
  here: (room) => `Теперь вы пишете в ${placeOf(room)}.`,
  topic: (room, topic) => (topic === "" ? `У ${placeOf(room)} нет темы.` : `Тема ${placeOf(room)}: ${topic}`),
  nothingSince: (seq) => `После #${seq} в ваших комнатах ничего не было.`,
  more: (seq) => `Есть ещё: /since ${seq}`,
  time: (time, zone) => `Сейчас ${time} (${zone}).`,
  language: () => "Теперь Беседа говорит с вами по-русски.",
  echo: (on) => (on ? "Вы видите собственные сообщения." : "Вы больше не видите собственных сообщений."),
  registered: (name) => `Имя ${name} теперь ваше. В другом месте войдите так: /login ${name} ПАРОЛЬ`,
  loggedIn: (name) => `Вы вошли как ${name}.`,
  passwordChanged: () => "Пароль изменён. Остальные ваши сеансы завершены.",
  logins: (logins) =>
    `${count(logins, { one: "сеанс", few: "сеанса", many: "сеансов" })}; завершить: /sessions end N`,
  login: ({ id, client, via, address, seen, current, isOpen }) =>
    `${id}: ${client || via}, ${address}, последний раз ${date.format(seen)}${isOpen ? ", на связи" : ""}${current ? ", этот" : ""}`,
  roleNow: (role) => `Теперь ваша роль: ${role}.`,
  resetLink: (name, link) =>
    `По этой ссылке в течение суток можно один раз задать новый пароль для ${name}: ${link}`,
  recovered: (name) =>
    `Пароль для ${name} задан, прежние сеансы завершены. Войдите: /login ${typed(name)} ПАРОЛЬ`,
  invitationLink: (link) => `По этой ссылке можно войти один раз в течение 7 дней: ${link}`,
  invitedYou: (by, place) =>
    `${by} зовёт вас в ${place}. Войти: /join ${place}, отказаться: /decline ${place}`,
  invitations: (received, made) =>
    `Вас зовут в ${count(received, { one: "комнату", few: "комнаты", many: "комнат" })}; ваших открытых приглашений: ${made}.`,
  invitation: (by, place) => `${place}, зовёт ${by}: /join ${place} или /decline ${place}`,
  invitationMade: (name, place) => `${name}, в ${place}: отозвать — /uninvite ${typed(name)} ${place}`,
  invitationSent: (name, place) => `Приглашение отправлено: ${name}. В ${place} войдут, когда примут его.`,
  otherLeft: (name) =>
    `${name} сейчас вне этого разговора. Сообщение сохранено, его можно будет прочитать по возвращении.`,
  blocked: (name) =>
    name === everybody
      ? "Вы больше не принимаете личных сообщений и приглашений. Снова принимать: /unblock *"
      : `Больше вы не увидите: ${name}. Никто об этом не узнает. Снова видеть: /unblock ${typed(name)}`,
  unblocked: (name) =>
    name === everybody ? "Вы снова принимаете личные сообщения и приглашения." : `Вы снова видите: ${name}.`,
  blockedPeople: (names) =>
    names.length === 0
      ? "Вы никого не заблокировали."
      : `Заблокированы: ${names.map((name) => (name === everybody ? "* (никаких личных сообщений и приглашений)" : name)).join(", ")}. /unblock ИМЯ убирает из списка.`,
  reportSent: () => "Жалоба передана модераторам. Тот, на кого она, о ней не узнает.",
  reportsWait: (reports) =>
    `${count(reports, { one: "жалоба ждёт", few: "жалобы ждут", many: "жалоб ждут" })} модератора. Посмотреть: /reports`,
  reports: (page) =>
    `${isWhole(page) ? count(page.listed, { one: "жалоба ждёт", few: "жалобы ждут", many: "жалоб ждут" }) : `Жалобы ${rangeOf(page)}`}; ${further("/reports", page)}закрыть: /reports resolve N`,
  report: ({ id, name, by, place, target, text, reason }) =>
    [
      `#${id}: ${by} жалуется: ${name}`,
      place === undefined ? "в закрытой комнате" : `в ${place}`,
      ...(target === undefined ? [] : [`сообщение #${target}`]),
      ...(text === undefined ? [] : [`«${text}»`]),
      ...(reason === undefined ? [] : [`причина: ${reason}`]),
    ].join(", "),
  done: () => "Готово.",
  cannotSee: (names) =>
    `Не участвует в этой комнате и не видит сказанного — ${names.join(", ")}. Позвать: /invite ИМЯ`,
  unread: (places, since) => {
    const { named, more } = unreadPlaces(places, "упоминаний");
    const others =
      more > 0 ? `; и ещё в ${count(more, { one: "комнате", few: "комнатах", many: "комнатах" })}` : "";
    return `Непрочитанных в ${named.join("; в ")}${others}${since === undefined ? "" : `. Показать: /since ${since}`}`;
  },
  allRead: (room) => `В ${placeOf(room)} непрочитанного нет.`,
  numbers: (on) =>
    on ? "Перед каждым сообщением теперь стоит его номер." : "Номеров перед сообщениями больше нет.",
  pins: (room, pinned) =>
    pinned === 0
      ? `В ${placeOf(room)} ничего не закреплено.`
      : `Закреплено в ${placeOf(room)}: ${count(pinned, { one: "сообщение", few: "сообщения", many: "сообщений" })}; открепить: /unpin SEQ`,
  found: ({ hits, hasMore, meant }) =>
    `${hits === 0 ? "Ничего не найдено" : `${hasMore ? "Первые найденные" : "Найдено"}: ${count(hits, { one: "сообщение", few: "сообщения", many: "сообщений" })}`}${meant === undefined ? "." : ` по запросу «${meant}».`}${hasMore ? " Чтобы увидеть более ранние, добавьте до:ДЕНЬ" : ""}`,
  searchIsBuilt: (percent) => `В поиске пока только ${percent}% всех сообщений.`,
  version: (place, when, text) => `${place}. С ${when}: ${text}`,
  unchanged: () => "Так уже и было, ничего не изменилось.",
  pong: () => "Сервер отвечает.",
};
