import { z } from "zod";
import type { ErrorCode } from "./error.ts";

/** The ways in which a session ends. */
export const sessionStatusSchema = z.enum([
  "normal",
  "going-away",
  "abnormal",
  "timeout",
  "kicked",
  "banned",
  "slow",
  "rate-limited",
  "protocol-error",
  "replaced",
  "server-stopped",
  "server-crashed",
]);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

interface CloseCode {
  readonly code: number;
  readonly status: SessionStatus;
  /** Whether a client should reconnect by itself. */
  readonly reconnect: boolean;
  /** At most 123 bytes of UTF-8, the limit of a close frame. */
  readonly reason: { readonly en: string; readonly ru: string };
}

/** Every code that a connection of Beseda is closed with. */
export const closeCodes = {
  normal: {
    code: 1000,
    status: "normal",
    reconnect: false,
    reason: { en: "Session ended. Goodbye!", ru: "Сессия завершена. До свидания!" },
  },
  goingAway: {
    code: 1001,
    status: "going-away",
    reconnect: true,
    reason: { en: "Going away", ru: "Клиент ушёл" },
  },
  protocolError: {
    code: 1002,
    status: "protocol-error",
    reconnect: false,
    reason: { en: "Protocol error", ru: "Ошибка протокола" },
  },
  lost: {
    code: 1006,
    status: "abnormal",
    reconnect: true,
    reason: { en: "Connection lost", ru: "Связь потеряна" },
  },
  notText: {
    code: 1007,
    status: "protocol-error",
    reconnect: false,
    reason: { en: "Not valid UTF-8", ru: "Это не UTF-8" },
  },
  tooManyParts: {
    code: 1008,
    status: "protocol-error",
    reconnect: false,
    reason: { en: "Too many parts of a frame", ru: "Слишком много частей кадра" },
  },
  tooBig: {
    code: 1009,
    status: "protocol-error",
    reconnect: false,
    reason: {
      en: "That is too long, and was not taken. Send it in parts.",
      ru: "Это слишком длинно и не принято. Пришлите по частям.",
    },
  },
  internal: {
    code: 1011,
    status: "abnormal",
    reconnect: true,
    reason: { en: "Server error", ru: "Ошибка сервера" },
  },
  restart: {
    code: 1012,
    status: "server-stopped",
    reconnect: true,
    reason: { en: "The server restarts", ru: "Сервер перезапускается" },
  },
  tryLater: {
    code: 1013,
    status: "rate-limited",
    reconnect: true,
    reason: { en: "Try again later", ru: "Попробуйте позже" },
  },
  /** `goingAway` of a program that will not come back: the WebSocket API does not let programs send 1001. */
  leaving: {
    code: 3001,
    status: "going-away",
    reconnect: false,
    reason: { en: "Going away", ru: "Клиент ушёл" },
  },
  badInput: {
    code: 4000,
    status: "protocol-error",
    reconnect: false,
    reason: { en: "Bad input", ru: "Неверные данные" },
  },
  /**
   * The login ended: by a logout (here or elsewhere), a new password or its age. The code is that of
   * `notAuthorised`, since reconnecting as before is no use.
   */
  loginEnded: {
    code: 4001,
    status: "normal",
    reconnect: false,
    reason: {
      en: "This login has ended. Log in again.",
      ru: "Этот вход завершён. Войдите снова.",
    },
  },
  /** The login ended because somebody has chosen a new password by an administrator's link. */
  passwordReset: {
    code: 4001,
    status: "normal",
    reconnect: false,
    reason: {
      en: "A new password was chosen by a link. Log in with it.",
      ru: "Пароль задан заново по ссылке. Войдите с ним.",
    },
  },
  notAuthorised: {
    code: 4001,
    status: "protocol-error",
    reconnect: false,
    reason: { en: "Not authorised", ru: "Нет доступа" },
  },
  kicked: {
    code: 4003,
    status: "kicked",
    reconnect: false,
    reason: { en: "Removed by a moderator", ru: "Удалено модератором" },
  },
  banned: { code: 4004, status: "banned", reconnect: false, reason: { en: "Banned", ru: "Доступ закрыт" } },
  timeout: {
    code: 4005,
    status: "timeout",
    reconnect: true,
    reason: { en: "No answer in time", ru: "Нет ответа вовремя" },
  },
  slow: {
    code: 4008,
    status: "slow",
    reconnect: true,
    reason: { en: "Reading too slowly", ru: "Слишком медленное чтение" },
  },
  replaced: {
    code: 4009,
    status: "replaced",
    reconnect: false,
    reason: { en: "Replaced by another connection", ru: "Открыто другое подключение" },
  },
  flood: {
    code: 4029,
    status: "rate-limited",
    reconnect: false,
    reason: { en: "Too many messages", ru: "Слишком много сообщений" },
  },
} as const satisfies Record<string, CloseCode>;

export type CloseName = keyof typeof closeCodes;

const closesByRefusal: Partial<Record<string, CloseName>> = {
  banned: "banned",
  "login-required": "notAuthorised",
  "invitation-required": "notAuthorised",
  "bad-invitation": "notAuthorised",
  "wrong-login": "notAuthorised",
  "name-registered": "notAuthorised",
  "login-ended": "notAuthorised",
  "bad-input": "badInput",
  "bad-introduction": "badInput",
  "bad-name": "badInput",
  "bad-reset": "notAuthorised",
  "bad-password": "badInput",
} satisfies Partial<Record<ErrorCode, CloseName>>;

/** Returns the close for a connection that is refused; undefined for a refusal that may be temporary. */
export const closeOfRefusal = (code: string): CloseName | undefined => closesByRefusal[code];

/** The longest reason that a close frame carries, in bytes of UTF-8. */
const longestReason = 123;

/** Returns a reason that fits a close frame: as much of a text as there is room for. */
export const closeReason = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= longestReason) return text;
  // A character that would be cut in two is left out.
  return new TextDecoder().decode(bytes.subarray(0, longestReason), { stream: true });
};

const byCode: ReadonlyMap<number, CloseCode> = new Map(
  Object.values(closeCodes).map((row) => [row.code, row]),
);

/** Whether a client that was closed with `code` should reconnect; unknown codes mean a lost connection. */
export const shouldReconnect = (code: number): boolean => byCode.get(code)?.reconnect ?? true;

/** Returns the status that a code means: 1005 is a close frame without a code, a clean end. */
export const statusOfClose = (code: number): SessionStatus => {
  if (code === 1000 || code === 1005) return "normal";
  if (code === 1001) return "going-away";
  return byCode.get(code)?.status ?? "abnormal";
};

/** Closes that a peer may state about itself; only the server may state the others in the table. */
const ownCloses = ["normal", "goingAway", "leaving", "protocolError", "notText", "tooBig"] as const;

/** Returns the row for a session whose peer closed with `code` (SES-10): none that only a server can say. */
export const closeOfPeer = (code: number): CloseName =>
  code === 1005 ? "normal" : (ownCloses.find((name) => closeCodes[name].code === code) ?? "lost");
