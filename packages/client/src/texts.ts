import type { Locale } from "@beseda/protocol";

const en = {
  unreachable: "The server cannot be reached.",
  noGreeting: "The server does not answer.",
  notLoaded: "The page could not be loaded whole. Load it again: what is typed is kept.",
  offline: "There is no connection to the server. Try again when it is back.",
  timeout: "The server did not answer in time. Try again.",
  closed: "The chat was closed. Open it again.",
  notUnderstood: "The server said something that this version does not understand. Update the client.",
  noPlaces: "The server is of an earlier version: older messages can be read page by page only.",
  otherIdentity:
    "It may have been delivered under an earlier identity of yours. Look in the room, then send it again or discard it.",
  otherLog:
    "It was written for the chat as it was before: the server does not know you any more. Look in the room, then send it again or discard it.",
  discardedElsewhere: "It was discarded in another tab or terminal.",
  noRoom:
    "It is about a room that you have not come to: the command that leads there was refused, or is not answered yet. Repeat it there.",
  mayBeDone: "It may have been carried out before the server was started anew. Look, then repeat it.",
  unreadable: (places: readonly string[]) =>
    `Something that was kept on this device cannot be read, and was left where it is: ${places.join(", ")}`,
  notKept: (problem: string) => `Unsent messages cannot be kept on this device: ${problem}`,
};

type ClientTexts = typeof en;
/** The sentences that say why something failed. */
export type OwnReason = Exclude<keyof ClientTexts, "unreadable" | "notKept">;

const ru: ClientTexts = {
  unreachable: "Сервер недоступен.",
  noGreeting: "Сервер не отвечает.",
  notLoaded: "Страница загрузилась не целиком. Обновите её: набранное сохранено.",
  offline: "Нет связи с сервером. Повторите, когда она появится.",
  timeout: "Сервер не ответил вовремя. Повторите.",
  closed: "Чат закрыт. Откройте его снова.",
  notUnderstood: "Эта версия не понимает ответа сервера. Обновите клиент.",
  noPlaces: "Сервер более ранней версии: прежние сообщения читаются только по страницам.",
  otherIdentity:
    "Возможно, это уже доставлено под прежним идентификатором. Проверьте комнату, затем отправьте снова или удалите.",
  otherLog:
    "Это написано для прежнего чата: сервер вас больше не знает. Проверьте комнату, затем отправьте снова или удалите.",
  discardedElsewhere: "Это удалено в другой вкладке или в другом терминале.",
  noRoom:
    "Это о комнате, в которую вы не вошли: ведущая туда команда не выполнена или ещё без ответа. Повторите, когда войдёте.",
  mayBeDone: "Возможно, это уже сделано до перезапуска сервера. Проверьте, затем повторите.",
  unreadable: (places) =>
    `Часть сохранённого на этом устройстве не читается и оставлена на месте: ${places.join(", ")}`,
  notKept: (problem) => `Неотправленные сообщения не сохраняются на этом устройстве: ${problem}`,
};

/** The client's own sentences for a person; all others come from the server or from the protocol. */
export const clientTexts = (locale: Locale): ClientTexts => (locale === "ru" ? ru : en);
