import type { Texts } from "./texts.ts";

export const commandsRu: Texts["commands"] = {
  help: { takes: "[КОМАНДА]", help: "список команд или рассказ об одной", example: "/help nick" },
  nick: { takes: "ИМЯ", help: "взять другое имя", example: "/nick Анна" },
  who: { takes: "[КОМНАТА]", help: "кто сейчас в комнате", example: "/who lobby" },
  rooms: { takes: "", help: "какие есть комнаты и в каких из них вы", example: "/rooms" },
  join: {
    takes: "КОМНАТА",
    help: "войти в комнату и писать в неё; если её нет — открыть",
    example: "/join книги",
  },
  part: { takes: "[КОМНАТА]", help: "покинуть комнату", example: "/part книги" },
  topic: { takes: "[ТЕКСТ]", help: "тема комнаты; - убирает её", example: "/topic Что почитать" },
  msg: {
    takes: "ИМЯ ТЕКСТ",
    help: "сказать что-то одному человеку; имя с пробелами — в кавычках",
    example: "/msg «Анна Каренина» Привет!",
  },
  me: { takes: "ТЕКСТ", help: "не что вы говорите, а что делаете", example: "/me заваривает чай" },
  history: { takes: "[N]", help: "последние N сообщений комнаты, от 1 до 200", example: "/history 50" },
  since: { takes: "SEQ", help: "всё в ваших комнатах после сообщения #SEQ", example: "/since 120" },
  time: { takes: "", help: "который час на сервере", example: "/time" },
  lang: { takes: "ru|en", help: "на каком языке Беседа говорит с вами", example: "/lang en" },
  echo: { takes: "on|off", help: "показывать ли вам ваши собственные сообщения", example: "/echo off" },
  ping: { takes: "", help: "отвечает ли сервер", example: "/ping" },
  quit: { takes: "[СЛОВА]", help: "завершить сессию", example: "/quit До завтра" },
};
