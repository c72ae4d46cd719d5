import { commandsEn } from "./commands.en.ts";
import { linesEn } from "./lines.en.ts";
import { countEn as count } from "./plural.ts";

/** Everything that the server says, in English: the shape that every other language has to fill. */
export const en = {
  greeting: () => "Welcome to the chat!",
  farewell: () => "Session ended. Goodbye!",
  serverStarted: () => "The server is running.",
  serverStopped: () => "The server has stopped.",
  serverStopping: () => "The server is stopping. See you soon!",
  notices: {
    connected: (name: string) => `${name} is now in the chat`,
    disconnected: (name: string) => `${name} leaves the chat`,
    lost: (name: string) => `${name} has lost the connection`,
    joined: (name: string, room: string) => `${name} joins #${room}`,
    left: (name: string, room: string) => `${name} leaves #${room}`,
    roomCreated: (name: string, room: string) => `${name} opens #${room}`,
    topic: (name: string, topic: string) => `${name} sets the topic: ${topic}`,
    topicRemoved: (name: string) => `${name} removes the topic`,
    direct: (name: string, other: string) => `${name} and ${other} talk in private`,
    farewell: (name: string, words: string) => `${name} leaves the chat: ${words}`,
    renamed: (oldName: string, name: string) => `${oldName} is now ${name}`,
  },
  errors: {
    "bad-input": (what: string) => `That was not understood: ${what}`,
    "name-taken": (name: string) => `The name “${name}” is taken. Choose another one.`,
    "unknown-room": (room: string) => `There is no room #${room} for you. See the list of rooms.`,
    "not-a-member": (room: string) => `You are not in #${room}. Join it first.`,
    nobody: (name: string) => `There is nobody called “${name}” here now. See who is here.`,
    "lobby-stays": () => "Nobody can leave the lobby. To leave the chat, quit.",
    "id-conflict": (id: string) => `The id ${id} was already used for another message. Use a new id.`,
    "log-full": () => "The server's disk is full: the message was not saved. Try again later.",
    "shutting-down": () =>
      "The server is stopping. The message was not saved; send it again after reconnecting.",
    "session-ended": () => "This session has ended. Connect again.",
    "too-many-subscriptions": (limit: number) =>
      `A connection may have ${count(limit, "subscription", "subscriptions")} at a time. End one first.`,
    internal: () => "The server made a mistake. It has been logged; try again.",
  },
  commands: commandsEn,
  lines: linesEn,
};
