import { lstatSync } from "node:fs";
import { LogError } from "@beseda/log";
import { ChatError, type Locale } from "@beseda/protocol";
import type { Config } from "../config.ts";
import { AccountsFailedError } from "../identity/accounts-failed.ts";
import { SecretsError } from "../identity/secrets.ts";
import { lacksFiles } from "./lacks-files.ts";

/** The known facts about a port that could not be listened on. */
interface ListenAddress {
  readonly host: string;
  readonly port: string;
  /** The option that sets the port. */
  readonly option: string;
}

type Sentence<Value> = Readonly<Record<Locale, (value: Value) => string>>;

const ofPorts: Readonly<Record<string, Sentence<ListenAddress>>> = {
  EADDRINUSE: {
    en: ({ host, port, option }) =>
      `Port ${port} on ${host} is in use already. Stop the other program, or choose another port with ${option}.`,
    ru: ({ host, port, option }) =>
      `Порт ${port} на ${host} уже занят. Остановите другую программу или выберите другой порт: ${option}.`,
  },
  EACCES: {
    en: ({ host, port, option }) =>
      `The system does not allow listening on ${host}:${port}. Choose a port above 1023 with ${option}.`,
    ru: ({ host, port, option }) =>
      `Система не разрешает слушать ${host}:${port}. Выберите порт выше 1023: ${option}.`,
  },
  EADDRNOTAVAIL: {
    en: ({ host }) => `This machine has no address ${host}. Choose another one with --host.`,
    ru: ({ host }) => `У этой машины нет адреса ${host}. Выберите другой: --host.`,
  },
  ENOTFOUND: {
    en: ({ host }) => `The address ${host} was not found. Choose another one with --host.`,
    ru: ({ host }) => `Адрес ${host} не найден. Выберите другой: --host.`,
  },
};

/** The obstacle to using the data folder, and its path. */
interface Obstacle {
  readonly path: string;
  readonly why: string;
}

const notAFolder: Sentence<Obstacle> = {
  en: ({ path }) => `${path} is a file, and the server needs a folder there. Give another one with --data.`,
  ru: ({ path }) => `${path} — файл, а серверу нужна папка. Укажите другую: --data.`,
};
const leadsNowhere: Sentence<Obstacle> = {
  en: ({ path }) =>
    `${path} is a link that leads to no folder. Make the folder, mount the disk that it is on, or give another one with --data.`,
  ru: ({ path }) =>
    `${path} — ссылка, которая не ведёт ни к какой папке. Создайте папку, подключите её диск или укажите другую: --data.`,
};
const inTheWay: Sentence<Obstacle> = {
  en: ({ path }) =>
    `${path} is a folder, and the server needs a file of its own there. Move it away and start again.`,
  ru: ({ path }) => `${path} — папка, а серверу здесь нужен свой файл. Уберите её и запустите сервер снова.`,
};
const readOnly: Sentence<Obstacle> = {
  en: ({ path }) =>
    `The disk that holds ${path} can only be read. Have it mounted for writing, or give another folder with --data.`,
  ru: ({ path }) =>
    `Диск, на котором лежит ${path}, только для чтения. Откройте его для записи или укажите другую папку: --data.`,
};
const forbidden: Sentence<Obstacle> = {
  en: ({ path }) =>
    `The server's user may not write to ${path}. Give it the right to, or another folder with --data.`,
  ru: ({ path }) =>
    `Пользователю сервера нельзя писать в ${path}. Дайте ему это право или укажите другую папку: --data.`,
};
const impossible: Sentence<Obstacle> = {
  en: ({ path }) => `The system lets no folder ${path} be made. Give another one with --data.`,
  ru: ({ path }) => `Система не даёт создать папку ${path}. Укажите другую: --data.`,
};
const full: Sentence<Obstacle> = {
  en: ({ path }) => `The disk that holds ${path} is full. Free some space and start again.`,
  ru: ({ path }) => `Диск, на котором лежит ${path}, заполнен. Освободите место и запустите сервер снова.`,
};
const failing: Sentence<Obstacle> = {
  en: ({ path, why }) => `The disk failed at ${path} (${why}). Check the disk and start again.`,
  ru: ({ path, why }) => `Сбой диска: ${path} (${why}). Проверьте диск и запустите сервер снова.`,
};

const ofFiles: Readonly<Record<string, Sentence<Obstacle>>> = {
  EEXIST: notAFolder,
  EISDIR: inTheWay,
  ERR_FS_EISDIR: inTheWay,
  EFBIG: full,
  ENOTDIR: notAFolder,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: readOnly,
  ENOENT: impossible,
  ELOOP: impossible,
  ENAMETOOLONG: impossible,
  ENOSPC: full,
  EDQUOT: full,
  EIO: failing,
};

const tooFewFiles: Readonly<Record<Locale, string>> = {
  en: "The system lets this process have too few files open. Raise the limit (ulimit -n, LimitNOFILE=) to 1024 at least and start again.",
  ru: "Система разрешает процессу слишком мало открытых файлов. Поднимите предел (ulimit -n, LimitNOFILE=) хотя бы до 1024 и запустите сервер снова.",
};

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

const listenAddressOf = (error: Error, { host, port, tcpPort }: Config): ListenAddress => {
  const failed = "port" in error ? Number(error.port) : port;
  return {
    host,
    port: String(failed),
    option: failed === tcpPort && failed !== port ? "--tcp-port" : "--port",
  };
};

/** Returns a sentence for the person who started the server: what was wrong and what to do. */
export const sentenceOf = (error: unknown, config: Config): string => {
  const { locale } = config;
  if (error instanceof Error && error.cause instanceof AccountsFailedError) return error.cause.in(locale);
  if (error instanceof Error && lacksFiles(error)) return tooFewFiles[locale];
  if (error instanceof LogError || error instanceof SecretsError || error instanceof ChatError)
    return error.in(locale);
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  const isListening = "syscall" in error && error.syscall === "listen";
  if (isListening || code === "ENOTFOUND")
    return ofPorts[code]?.[locale](listenAddressOf(error, config)) ?? error.message;
  const path = "path" in error ? String(error.path) : undefined;
  if (path !== undefined && code === "EEXIST" && isLink(path))
    return leadsNowhere[locale]({ path, why: code });
  return (path === undefined ? undefined : ofFiles[code]?.[locale]({ path, why: code })) ?? error.message;
};
