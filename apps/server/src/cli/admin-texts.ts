import type { Locale } from "@beseda/protocol";

/** The answers of `admin …`. */
const en = {
  noStore: (file: string) =>
    `There is no ${file}. Name the folder of a server that has run once with --data.`,
  noAccounts: () => "No accounts yet.",
  noAccount: (name: string) => `There is no account called “${name}”. “admin accounts” lists all.`,
  isKept: () => "kept, though nobody could take this name now",
  looksLike: (others: string) => `looks like the name of ${others}`,
  nothingToAdopt: () => "There is nothing to take over: no log was served yet.",
  adopted: (log: string) =>
    `The accounts of log ${log} go along with whatever log is served next. Where that is another log, move log.mark out of the folder of the data first: it says how far the earlier one went.`,
  reset: (name: string, link: string) =>
    `Whoever opens this link chooses a new password for ${name}: ${link}`,
  role: (name: string, clientId: string, role: string) => `${name} (${clientId}) is ${role} now.`,
  password: (name: string, password: string) => `The new password of ${name}: ${password}`,
  noLogins: () => "No logins.",
  noLogin: (name: string, login: string) =>
    `${name} has no login ${login}. “admin sessions ${name}” lists those there are.`,
  allEnded: (name: string, logins: number) => `Logins of ${name} that were ended: ${logins}.`,
  ended: (name: string, login: number) => `Login ${login} of ${name} was ended.`,
};

export type AdminTexts = typeof en;

const ru: AdminTexts = {
  noStore: (file) => `Файла ${file} нет. Укажите папку сервера, который уже работал: --data.`,
  noAccounts: () => "Учётных записей ещё нет.",
  noAccount: (name) => `Учётной записи «${name}» нет. Все покажет «admin accounts».`,
  isKept: () => "остаётся, хотя сейчас такое имя взять нельзя",
  looksLike: (others) => `выглядит как имя ${others}`,
  nothingToAdopt: () => "Передавать нечего: ни один журнал ещё не работал.",
  adopted: (log) =>
    `Учётные записи журнала ${log} перейдут к журналу следующего запуска. Если это другой журнал, сначала уберите из папки данных log.mark: он помнит, докуда дошёл прежний.`,
  reset: (name, link) => `По этой ссылке можно задать новый пароль для ${name}: ${link}`,
  role: (name, clientId, role) => `${name} (${clientId}): теперь роль ${role}.`,
  password: (name, password) => `Новый пароль для ${name}: ${password}`,
  noLogins: () => "Входов нет.",
  noLogin: (name, login) => `У ${name} нет входа ${login}. Какие есть, покажет «admin sessions ${name}».`,
  allEnded: (name, logins) => `Завершено входов ${name}: ${logins}.`,
  ended: (name, login) => `Вход ${login} (${name}) завершён.`,
};

export const adminTextsOf = (locale: Locale): AdminTexts => ({ en, ru })[locale];
