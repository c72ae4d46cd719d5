import type { Locale } from "@beseda/protocol";

/** The messages about options that were not understood: each a sentence, what was wrong and what to do. */
const en = {
  port: (option: string) => `${option} must be a whole number from 0 to 65535.`,
  portOrOff: (option: string) => `${option} must be a whole number from 0 to 65535, or off.`,
  count: (option: string) => `${option} must be a whole number from 1 to 1000000.`,
  address: (option: string) => `${option} must be an address such as https://chat.example.`,
  page: (option: string, value: string) =>
    `${option}: “${value}” is no address of a page. Write https://chat.example, without a path; several with commas.`,
  proxy: (option: string, value: string) =>
    `${option}: “${value}” is no address and no network. Write 192.0.2.1, 10.0.0.0/8 or loopback.`,
  bothOfTls: () => "TLS needs both: give --tls-cert and --tls-key.",
  path: (option: string) => `${option} must be a path such as /beseda.`,
  empty: (option: string) => `${option} must not be empty.`,
  unknownOption: (option: string, similar: string) =>
    similar === ""
      ? `There is no option ${option}.`
      : `There is no option ${option}. Did you mean ${similar}?`,
  unknownCommand: (command: string, similar: string) =>
    similar === ""
      ? `There is no command “${command}”.`
      : `There is no command “${command}”. Did you mean “${similar}”?`,
  noValue: (option: string) => `${option} needs a value.`,
  noArgument: (argument: string) => `The argument <${argument}> is missing.`,
  required: (option: string) => `${option} is missing.`,
  choices: (place: string, value: string, choices: string) =>
    `${place} cannot be “${value}”. Choose one of: ${choices}.`,
  excess: () => "There are more arguments than this takes.",
  notUnderstood: (said: string) => `The options were not understood: ${said}`,
  seeHelp: () => "Run with --help to see every option.",
};

const ru: typeof en = {
  port: (option) => `${option}: нужно целое число от 0 до 65535.`,
  portOrOff: (option) => `${option}: нужно целое число от 0 до 65535 или off.`,
  count: (option) => `${option}: нужно целое число от 1 до 1000000.`,
  address: (option) => `${option}: нужен адрес, например https://chat.example.`,
  page: (option, value) =>
    `${option}: «${value}» не адрес страницы. Нужно https://chat.example, без пути; несколько — через запятую.`,
  proxy: (option, value) =>
    `${option}: «${value}» — не адрес и не сеть. Нужно 192.0.2.1, 10.0.0.0/8 или loopback.`,
  bothOfTls: () => "Для TLS нужно и то и другое: --tls-cert и --tls-key.",
  path: (option) => `${option}: нужен путь, например /beseda.`,
  empty: (option) => `${option}: нужно непустое значение.`,
  unknownOption: (option, similar) =>
    similar === "" ? `Параметра ${option} нет.` : `Параметра ${option} нет. Может быть, ${similar}?`,
  unknownCommand: (command, similar) =>
    similar === "" ? `Команды «${command}» нет.` : `Команды «${command}» нет. Может быть, «${similar}»?`,
  noValue: (option) => `Параметру ${option} нужно значение.`,
  noArgument: (argument) => `Не хватает аргумента <${argument}>.`,
  required: (option) => `Не хватает параметра ${option}.`,
  choices: (place, value, choices) => `${place}: «${value}» не подходит. Выберите одно из: ${choices}.`,
  excess: () => "Аргументов больше, чем нужно.",
  notUnderstood: (said) => `Параметры не поняты: ${said}`,
  seeHelp: () => "Все параметры покажет --help.",
};

export type OptionTexts = typeof en;

export const optionTextsOf = (locale: Locale): OptionTexts => ({ en, ru })[locale];
