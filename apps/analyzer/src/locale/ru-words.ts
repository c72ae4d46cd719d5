import type { statuses as enStatuses, types as enTypes, vias as enVias } from "./en-words.ts";

export const statuses: typeof enStatuses = {
  normal: "с прощанием",
  "going-away": "уход без прощания",
  abnormal: "связь потеряна",
  timeout: "нет ответа",
  kicked: "удаление",
  banned: "блокировка",
  slow: "медленное чтение",
  "rate-limited": "поток сообщений",
  "protocol-error": "сбой протокола",
  replaced: "замена другой связью",
  "server-stopped": "остановка сервера",
  "server-crashed": "сбой сервера",
  unknown: "не сказано",
};

export const vias: typeof enVias = {
  trpc: "страница или терминал",
  text: "текст через WebSocket",
  tcp: "строки через TCP",
};

export const types: typeof enTypes = {
  message: "сообщения",
  connected: "приходы",
  disconnected: "уходы",
  joined: "входы в комнату",
  left: "выходы из комнаты",
  "room-created": "новые комнаты",
  "room-changed": "изменения комнат",
  topic: "темы",
  renamed: "новые имена",
  registered: "новые учётные записи",
  unregistered: "исчезнувшие учётные записи",
  moderated: "модерация",
  deleted: "удалённые сообщения",
  invited: "приглашения",
  declined: "отклонённые приглашения",
  pinned: "закреплённые сообщения",
  unpinned: "откреплённые сообщения",
  edited: "изменения сообщений",
  reacted: "реакции",
  "invitation-withdrawn": "отозванные приглашения",
  blocked: "блокировки собеседников",
  unblocked: "снятые блокировки",
  reported: "жалобы модераторам",
  "report-resolved": "закрытые жалобы",
  "port-checked": "проверки порта",
  "server-started": "запуски сервера",
  "server-stopped": "остановки сервера",
  notice: "извещения сервера",
};
