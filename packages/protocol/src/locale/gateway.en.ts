import type { JsonProblem } from "../json/json-saying.ts";
import { placeOf } from "../room-name.ts";
import { countEn as count } from "./plural.ts";

const whyNotJson: Readonly<Record<JsonProblem, string>> = {
  "no-json": "That is no JSON, and was not said.",
  "no-object": "That is no object, and was not said.",
  "two-texts": "The object says two different things, and neither was said.",
  "no-text": "Nothing in the object is to be said.",
};

/** Texts of the line gateways alone: a page need not load them. */
export const gatewayEn = {
  howTo: () => "Type a message and press Enter. /help lists the commands, /nick NAME gives you a name.",
  position: (seq: number, limit: number) =>
    `The log is at #${seq}: later, /since ${seq} shows what came after. A message has at most ${count(limit, "character", "characters")}.`,
  history: (records: number, room: string) =>
    `The last ${count(records, "event", "events")} in ${placeOf(room)}, oldest first:`,
  historyAround: (seq: number, room: string) => `Around #${seq} in ${placeOf(room)}, oldest first:`,
  nothingFrom: (room: string) => `Nothing happened in ${placeOf(room)} since then.`,
  noHistory: (room: string) => `Nothing was said in ${placeOf(room)} yet.`,
  acknowledged: (seq: number, time: string) => `Received #${seq} at ${time}`,
  helpMore: () =>
    "What is in brackets may be left out. More about one command: /help COMMAND. // says a line with /.",
  noSuchPath: () =>
    "No chat is at this address. Programs that send lines connect to /, /ws or /chat/ROOM, those of the protocol to /trpc.",
  mayBeName: (word: string) => `That was said to all. If it is your name: /nick ${word}`,
  notLeft: (word: string) =>
    `“${word}” was not said. /quit leaves the chat; the same line once more says it to all.`,
  notJson: (problem: JsonProblem) =>
    `${whyNotJson[problem]} Send one object a line, for instance {"message": "Hello"}`,
  unknownKeys: (keys: readonly string[]) =>
    `That was said as a text, as it is. An object is taken apart where all its keys are known and have simple values; not so here: ${keys.join(", ")}. A message is {"message": "Hello"}`,
  nameKept: (name: string, other: string) =>
    `You speak as ${name}: a later object does not change that, and “${other}” is not who says it. To take another name: {"type": "command", "text": "/nick NAME"}`,
  enterFirstJson: () =>
    'Send your name and password: {"type": "login", "name": "NAME", "password": "PASSWORD"}. With an invitation: {"type": "command", "text": "/redeem CODE"}',
  lineTooLong: (bytes: number) =>
    `A line has at most ${count(bytes, "byte", "bytes")}. The connection is closed.`,
  lineUnfinished: () => "The line was not finished in time. The connection is closed.",
  notThisProtocol: (protocol: string) =>
    `This port is for plain lines, not for ${protocol}. Come with nc, telnet or a program that speaks lines.`,
  http: (address: string) => `This port is for plain lines, not for HTTP. Open ${address} in a browser.`,
  enterFirst: () =>
    "Type /login NAME PASSWORD, /redeem CODE with an invitation, or /recover CODE PASSWORD with a link for a new password.",
  reportNews: (id: number, name: string) => `A report about ${name}, #${id}. To see it: /reports`,
  internal: () => "The server made a mistake. It has been logged; connect again.",
  slow: () =>
    "You read too slowly, the connection is closed. Connect again; /since SEQ shows what you missed.",
};
