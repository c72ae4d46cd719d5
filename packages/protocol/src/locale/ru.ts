import { commandsRu } from "./commands.ru.ts";
import { linesRu } from "./lines.ru.ts";
import { countRu as count } from "./plural.ts";
import type { Texts } from "./texts.ts";

/** Everything that the server says, in Russian. Past tense of verbs is avoided: it would need a gender. */
export const ru: Texts = {
  greeting: () => "Добро пожаловать в чат!",
  farewell: () => "Сессия завершена. До свидания!",
  serverStarted: () => "Сервер работает.",
  serverStopped: () => "Сервер остановлен.",
  serverStopping: () => "Сервер останавливается. До скорой встречи!",
  notices: {
    connected: (name) => `${name} теперь в чате`,
    disconnected: (name) => `${name} покидает чат`,
    lost: (name) => `${name}: связь потеряна`,
    joined: (name, room) => `${name} входит в #${room}`,
    left: (name, room) => `${name} покидает #${room}`,
    roomCreated: (name, room) => `${name} открывает #${room}`,
    topic: (name, topic) => `${name} задаёт тему: ${topic}`,
    topicRemoved: (name) => `${name} убирает тему`,
    direct: (name, other) => `${name} и ${other} говорят наедине`,
    farewell: (name, words) => `${name} покидает чат: ${words}`,
    renamed: (oldName, name) => `${oldName} теперь ${name}`,
  },
  errors: {
    "bad-input": (what) => `Непонятно: ${what}`,
    "name-taken": (name) => `Имя «${name}» занято. Выберите другое.`,
    "unknown-room": (room) => `Комнаты #${room} для вас нет. Посмотрите список комнат.`,
    "not-a-member": (room) => `Вас нет в #${room}. Сначала войдите в неё.`,
    nobody: (name) => `Сейчас здесь нет никого с именем «${name}». Посмотрите, кто здесь.`,
    "lobby-stays": () => "Общую комнату покинуть нельзя. Чтобы покинуть чат, завершите сессию.",
    "id-conflict": (id) => `Идентификатор ${id} уже занят другим сообщением. Возьмите новый.`,
    "log-full": () => "На сервере нет места на диске: сообщение не сохранено. Попробуйте позже.",
    "shutting-down": () =>
      "Сервер останавливается. Сообщение не сохранено; отправьте его снова после подключения.",
    "session-ended": () => "Эта сессия завершена. Подключитесь снова.",
    "too-many-subscriptions": (limit) =>
      `Подключению можно иметь ${count(limit, { one: "подписку", few: "подписки", many: "подписок" })} сразу. Сначала закройте одну.`,
    internal: () => "Ошибка сервера. Она записана; попробуйте ещё раз.",
  },
  commands: commandsRu,
  lines: linesRu,
};
