import { everybody } from "../name.ts";
import { placeOf } from "../room-name.ts";
import type { PageOfList } from "../page.ts";
import { DateFormat } from "./date-format.ts";
import { countEn as count } from "./plural.ts";
import { unreadHere, unreadPlaces, type UnreadCount, type UnreadPlace } from "./unread.ts";

/** How to type a command, and its purpose. */
export interface Usage {
  readonly usage: string;
  readonly help: string;
  readonly example: string;
}

/** Whether a page is the whole list. */
export const isWhole = ({ from, next }: PageOfList): boolean => from === 1 && next === undefined;

/** Returns the range of list positions on a page: none after the end of the list. */
export const rangeOf = ({ from, listed }: PageOfList): string =>
  listed === 0 ? "–" : `${from}–${from + listed - 1}`;

const further = (command: string, { next }: PageOfList): string =>
  next === undefined ? "" : `the next ones with ${command} ${next}; `;

const date = new DateFormat("en", { dateStyle: "long" });

/** A report as it is listed. */
export interface Report {
  readonly id: number;
  /** The person who was reported, and the person who reported them. */
  readonly name: string;
  readonly by: string;
  readonly place: string | undefined;
  readonly target: number | undefined;
  readonly text: string | undefined;
  readonly reason: string | undefined;
}

/** The result of a search: `meant` is what was found instead of what was typed. */
export interface Found {
  readonly hits: number;
  readonly hasMore: boolean;
  readonly meant: string | undefined;
}

/** Returns a name as it is typed in a command. */
export const typed = (name: string): string => (name.includes(" ") ? `"${name}"` : name);

/** Texts of the text gateways for a person who has only lines. */
export const linesEn = {
  you: (you: { readonly name: string; readonly clientId: string; readonly room: string }) =>
    you.name === you.clientId
      ? `You are ${you.name} in ${placeOf(you.room)}.`
      : `You are ${you.name} (${you.clientId}) in ${placeOf(you.room)}.`,
  day: (day: Date) => date.format(day),
  /** The prefix of every line that says why something was not done. */
  refusal: (sentence: string) => `Error: ${sentence}`,
  unknownCommand: (typed: string, meant: string | undefined) =>
    meant === undefined
      ? `There is no command /${typed}. Type /help for the list, or // in front to say the line as it is.`
      : `There is no command /${typed}. Did you mean /${meant}? Type /help for the list, or // in front to say the line as it is.`,
  doubtful: () =>
    "This looks like a command with a password, so nobody was told it. Begin a command with /; to say the line as it is, send it once more.",
  misused: ({ usage, help, example }: Usage) => `Type ${usage}: ${help}. For instance: ${example}`,
  helpTitle: () => "The commands:",
  helpOf: ({ usage, help, example, aliases }: Usage & { readonly aliases: readonly string[] }) => [
    `${usage}: ${help}.`,
    `For instance: ${example}`,
    ...(aliases.length > 0 ? [`Also: ${aliases.map((alias) => `/${alias}`).join(", ")}`] : []),
  ],
  tooLong: (length: number, limit: number) =>
    `That was ${count(length, "character", "characters")} long, a message has at most ${limit}. Send it in parts.`,
  notUtf8: () => "That line is not valid UTF-8 and was not sent. Set your terminal to UTF-8.",
  renamed: (name: string) => `You are ${name} now.`,
  who: (room: string, names: readonly string[]) =>
    `${count(names.length, "person", "people")} in ${placeOf(room)}: ${names.join(", ")}`,
  rooms: (page: PageOfList) =>
    `${isWhole(page) ? count(page.listed, "room", "rooms") : `Rooms ${rangeOf(page)}`}; ${further("/rooms", page)}enter one with /join ROOM:`,
  room: (
    room: UnreadCount & {
      readonly room: string;
      readonly topic: string;
      readonly members: number;
      readonly here: boolean;
    },
  ) =>
    `${placeOf(room.room)} (${count(room.members, "person", "people")}${room.here ? ", you too" : ""}${unreadHere(room, ["unread", "mentions"])})${room.topic === "" ? "" : `: ${room.topic}`}`,
  here: (room: string) => `You talk in ${placeOf(room)} now.`,
  topic: (room: string, topic: string) =>
    topic === "" ? `${placeOf(room)} has no topic.` : `The topic of ${placeOf(room)}: ${topic}`,
  nothingSince: (seq: number) => `Nothing has happened in your rooms since #${seq}.`,
  more: (seq: number) => `There is more: /since ${seq}`,
  time: (time: string, zone: string) => `It is ${time} (${zone}).`,
  language: () => "Beseda speaks English to you now.",
  echo: (on: boolean): string =>
    on ? "Your own messages come back to you." : "Your own messages do not come back to you any more.",
  registered: (name: string) =>
    `The name ${name} is yours now. Log in elsewhere with /login ${name} PASSWORD`,
  loggedIn: (name: string) => `You are logged in as ${name}.`,
  passwordChanged: () => "Your password is changed. All your other logins have ended.",
  logins: (logins: number) =>
    `You are logged in ${count(logins, "time", "times")}; /sessions end N ends one:`,
  login: (login: {
    readonly id: number;
    readonly client: string;
    readonly via: string;
    readonly address: string;
    readonly seen: Date;
    readonly current: boolean;
    readonly isOpen: boolean;
  }) =>
    `${login.id}: ${login.client || login.via}, ${login.address}, last seen ${date.format(login.seen)}${login.isOpen ? ", connected" : ""}${login.current ? ", this one" : ""}`,
  roleNow: (role: string) => `You are ${role} now.`,
  resetLink: (name: string, link: string) =>
    `Whoever opens this link within a day chooses a new password for ${name}, once: ${link}`,
  recovered: (name: string) =>
    `The password of ${name} is set, and every earlier login has ended. Log in: /login ${typed(name)} PASSWORD`,
  invitationLink: (link: string) => `Whoever opens this link may come in, once, within 7 days: ${link}`,
  invitedYou: (by: string, place: string) =>
    `${by} invites you to ${place}. To enter: /join ${place}, to refuse: /decline ${place}`,
  invitations: (received: number, made: number) =>
    `You are invited to ${count(received, "room", "rooms")}; of yours, ${count(made, "invitation is", "invitations are")} open.`,
  invitation: (by: string, place: string) => `${place}, by ${by}: /join ${place} or /decline ${place}`,
  invitationMade: (name: string, place: string) =>
    `${name}, to ${place}: /uninvite ${typed(name)} ${place} takes it back`,
  invitationSent: (name: string, place: string) =>
    `Invited: ${name}. They are in ${place} as soon as they join.`,
  otherLeft: (name: string) => `${name} has left this talk, and will read the message on coming back to it.`,
  blocked: (name: string) =>
    name === everybody
      ? "You take no private messages and no invitations now. To take them again: /unblock *"
      : `You see nothing more of ${name}, who is not told. To see them again: /unblock ${typed(name)}`,
  unblocked: (name: string) =>
    name === everybody ? "You take private messages and invitations again." : `You see ${name} again.`,
  blockedPeople: (names: readonly string[]) =>
    names.length === 0
      ? "You have blocked nobody."
      : `You have blocked: ${names.map((name) => (name === everybody ? "* (no private messages and invitations)" : name)).join(", ")}. /unblock NAME takes somebody off.`,
  reportSent: () => "The moderators are told. The other is not.",
  reportsWait: (reports: number) =>
    `${count(reports, "report waits", "reports wait")} for a moderator. To see: /reports`,
  reports: (page: PageOfList) =>
    `${isWhole(page) ? count(page.listed, "report waits", "reports wait") : `Reports ${rangeOf(page)}`}; ${further("/reports", page)}/reports resolve N closes one:`,
  report: (report: Report) =>
    [
      `#${report.id}: ${report.by} reports ${report.name}`,
      report.place === undefined ? "in a private room" : `in ${report.place}`,
      ...(report.target === undefined ? [] : [`message #${report.target}`]),
      ...(report.text === undefined ? [] : [`“${report.text}”`]),
      ...(report.reason === undefined ? [] : [`reason: ${report.reason}`]),
    ].join(", "),
  done: () => "Done.",
  cannotSee: (names: readonly string[]) =>
    `Not here, and does not see what is said in this room — ${names.join(", ")}. /invite NAME asks them in.`,
  /** What is unread; `since`, where some of it is still to be shown, is the `seq` that it begins after. */
  unread: (places: readonly UnreadPlace[], since: number | undefined): string => {
    const { named, more } = unreadPlaces(places, "mentions");
    const others = more > 0 ? `; and in ${count(more, "more room", "more rooms")}` : "";
    return `Unread in ${named.join("; in ")}${others}${since === undefined ? "" : `. To see it: /since ${since}`}`;
  },
  allRead: (room: string) => `Nothing is unread in ${placeOf(room)}.`,
  numbers: (on: boolean): string =>
    on ? "Every message has its number in front." : "Messages have no numbers in front any more.",
  pins: (room: string, pinned: number) =>
    pinned === 0
      ? `Nothing is pinned in ${placeOf(room)}.`
      : `Pinned in ${placeOf(room)}, ${count(pinned, "message", "messages")}; /unpin SEQ takes one away`,
  found: ({ hits, hasMore, meant }: Found) =>
    `${hits === 0 ? "Nothing was found" : `${hasMore ? "The first " : ""}${count(hits, "message", "messages")} found`}${meant === undefined ? "." : ` for “${meant}”.`}${hasMore ? " For older ones add before:DAY" : ""}`,
  searchIsBuilt: (percent: number) => `The search has only ${percent}% of all messages so far.`,
  /** The text of a message from that time on. */
  version: (place: number, when: string, text: string) => `${place}. Since ${when}: ${text}`,
  /** Nothing had to change. */
  unchanged: () => "It was so already, nothing has changed.",
  pong: () => "The server answers.",
};
