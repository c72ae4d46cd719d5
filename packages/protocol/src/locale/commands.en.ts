/** What each command takes, what it is for, and an example of it. `[…]` may be left out. */
export const commandsEn = {
  help: {
    takes: "[COMMAND]",
    help: "the commands, or one of them in detail",
    example: "/help nick",
  },
  nick: { takes: "NAME", help: "take another name", example: "/nick Anna" },
  who: { takes: "[ROOM]", help: "who is in a room now", example: "/who lobby" },
  rooms: { takes: "", help: "the rooms, and which of them you are in", example: "/rooms" },
  join: { takes: "ROOM", help: "enter a room and talk there; opens it if need be", example: "/join books" },
  part: { takes: "[ROOM]", help: "leave a room", example: "/part books" },
  topic: { takes: "[TEXT]", help: "the topic of the room; - takes it away", example: "/topic What to read" },
  msg: {
    takes: "NAME TEXT",
    help: "say something to one person only; quotes around a name with spaces",
    example: '/msg "Anna Smith" Hello!',
  },
  me: { takes: "TEXT", help: "what you do, not what you say", example: "/me is making tea" },
  history: { takes: "[N]", help: "the last N messages of the room, 1 to 200", example: "/history 50" },
  since: { takes: "SEQ", help: "everything in your rooms after message #SEQ", example: "/since 120" },
  time: { takes: "", help: "what time the server has", example: "/time" },
  lang: { takes: "ru|en", help: "the language that Beseda speaks to you", example: "/lang ru" },
  echo: { takes: "on|off", help: "whether your own messages come back to you", example: "/echo off" },
  ping: { takes: "", help: "whether the server answers", example: "/ping" },
  quit: { takes: "[FAREWELL]", help: "end the session", example: "/quit See you tomorrow" },
};
