import type { JsonProblem } from "../json/json-saying.ts";
import { placeOf } from "../room-name.ts";
import type { gatewayEn } from "./gateway.en.ts";
import { countRu as count } from "./plural.ts";

const whyNotJson: Readonly<Record<JsonProblem, string>> = {
  "no-json": "Это не JSON, никому не сказано.",
  "no-object": "Это не объект, никому не сказано.",
  "two-texts": "В объекте два разных текста, не сказан ни один.",
  "no-text": "Говорить в этом объекте нечего.",
};

export const gatewayRu: typeof gatewayEn = {
  howTo: () => "Наберите сообщение и нажмите Enter. /help — список команд, /nick ИМЯ — взять имя.",
  position: (seq, limit) =>
    `В журнале #${seq}: потом /since ${seq} покажет всё, что было после. В сообщении не больше ${count(limit, { one: "знака", few: "знаков", many: "знаков" })}.`,
  history: (records, room) =>
    `Последнее в ${placeOf(room)}: ${count(records, { one: "событие", few: "события", many: "событий" })}, старые сверху:`,
  historyAround: (seq, room) => `Вокруг #${seq} в ${placeOf(room)}, старые сверху:`,
  nothingFrom: (room) => `С того времени в ${placeOf(room)} ничего не было.`,
  noHistory: (room) => `В ${placeOf(room)} ещё ничего не сказано.`,
  acknowledged: (seq, time) => `Принято #${seq} в ${time}`,
  helpMore: () =>
    "То, что в скобках, можно не писать. Подробнее о команде: /help КОМАНДА. Чтобы сказать строку с /, наберите //.",
  noSuchPath: () =>
    "По этому адресу чата нет. Программы, которые шлют строки, подключаются к /, /ws или /chat/КОМНАТА, программы протокола — к /trpc.",
  mayBeName: (word) => `Это сказано всем. Если это ваше имя: /nick ${word}`,
  notLeft: (word) => `«${word}» никому не сказано. Выйти — /quit; та же строка ещё раз скажет это всем.`,
  notJson: (problem) =>
    `${whyNotJson[problem]} Присылайте по объекту в строке, например {"message": "Привет"}`,
  unknownKeys: (keys) =>
    `Сказано как текст, как есть. Объект разбирается, если все его ключи известны, а значения простые; здесь не так: ${keys.join(", ")}. Сообщение — это {"message": "Привет"}`,
  nameKept: (name, other) =>
    `Вы говорите как ${name}: имя в следующем объекте этого не меняет, «${other}» никому не приписано. Взять другое имя: {"type": "command", "text": "/nick ИМЯ"}`,
  enterFirstJson: () =>
    'Пришлите имя и пароль: {"type": "login", "name": "ИМЯ", "password": "ПАРОЛЬ"}. С приглашением: {"type": "command", "text": "/redeem КОД"}',
  lineTooLong: (bytes) =>
    `В строке может быть не больше ${count(bytes, { one: "байта", few: "байтов", many: "байтов" })}. Соединение закрыто.`,
  lineUnfinished: () => "Строка не закончена вовремя. Соединение закрыто.",
  notThisProtocol: (protocol) =>
    `Этот порт — для простых строк, а не для ${protocol}. Приходите с nc, telnet или программой, которая говорит строками.`,
  http: (address) => `Этот порт — для простых строк, а не для HTTP. Откройте ${address} в браузере.`,
  enterFirst: () =>
    "Наберите /login ИМЯ ПАРОЛЬ, /redeem КОД, если у вас есть приглашение, или /recover КОД ПАРОЛЬ, если есть ссылка для нового пароля.",
  reportNews: (id, name) => `Жалоба #${id}: ${name}. Посмотреть: /reports`,
  internal: () => "Ошибка сервера. Она записана; подключитесь снова.",
  slow: () =>
    "Вы слишком медленно читаете, соединение закрыто. Подключитесь снова; /since SEQ покажет пропущенное.",
};
