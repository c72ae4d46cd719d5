import { type NameProblem } from "../name.ts";
import { type Role } from "../role.ts";
import { familiarPlaceOf, placeOf } from "../room-name.ts";
import { DateFormat } from "./date-format.ts";
import { commandsEn } from "./commands.en.ts";
import { linesEn, typed } from "./lines.en.ts";
import { countEn as count } from "./plural.ts";

const moment = new DateFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** Returns the whole seconds to wait, at least one. */
export const seconds = (waitMs: number): number => Math.max(1, Math.ceil(waitMs / 1000));

const badName: Readonly<Record<NameProblem | "own", string>> = {
  unseen: "A name needs at least one character that can be seen. Choose another one.",
  long: "A name has at most 32 characters. Choose a shorter one.",
  colon: "A name has no colon, or lines would look like somebody else's. Choose another one.",
  start: "A name does not begin with /, #, @, * or [. Choose another one.",
  own: "The chat itself speaks under this name. Choose another one.",
};

/** All texts of the server in English: the shape that every other language has to fill. */
export const en = {
  greeting: () => "Welcome to the chat!",
  farewell: () => "Session ended. Goodbye!",
  serverStarted: () => "The server is running.",
  serverStopped: () => "The server has stopped.",
  portChecked: () => "A port check: somebody connected and was gone without a word.",
  serverStopping: () => "The server is stopping. See you soon!",
  notices: {
    connected: (name: string) => `${name} is now in the chat`,
    disconnected: (name: string) => `${name} leaves the chat`,
    lost: (name: string) => `${name} has lost the connection`,
    joined: (name: string, room: string) => `${name} joins ${familiarPlaceOf(room)}`,
    left: (name: string, room: string) => `${name} leaves ${familiarPlaceOf(room)}`,
    roomCreated: (name: string, room: string) => `${name} opens ${familiarPlaceOf(room)}`,
    topic: (name: string, topic: string) => `${name} sets the topic: ${topic}`,
    topicRemoved: (name: string) => `${name} removes the topic`,
    pinned: (name: string, target: number | undefined) =>
      target === undefined ? `${name} unpins all messages` : `${name} pins message #${target}`,
    unpinned: (name: string, target: number) => `${name} unpins message #${target}`,
    edited: (name: string, target: number, text: string) => `${name} changes #${target}: ${text}`,
    reacted: (name: string, target: number, emoji: string) => `${name}: ${emoji} to #${target}`,
    unreacted: (name: string, target: number, emoji: string) => `${name} takes ${emoji} off #${target}`,
    leftDirect: (name: string) => `${name} no longer follows this private talk`,
    direct: (name: string, other: string) => `${name} and ${other} talk in private`,
    farewell: (name: string, words: string) => `${name} leaves the chat: ${words}`,
    renamed: (oldName: string, name: string) => `${oldName} is now ${name}`,
    registered: (name: string) => `“${name}” is the name of an account now`,
    unregistered: (name: string) => `“${name}” is the name of no account any more`,
    invited: (name: string, room: string) => `${name} joins ${familiarPlaceOf(room)} by invitation`,
    removed: (name: string, room: string) => `${name} was removed from ${familiarPlaceOf(room)}`,
    titled: (name: string, title: string) => `${name} calls the room “${title}” now`,
    archived: (name: string, archived: boolean) =>
      archived ? `${name} archives the room: it can only be read now` : `${name} opens the room again`,
    asked: (name: string, by: string) => `${by} invites ${name} here`,
    declined: (name: string) => `${name} declines the invitation`,
    withdrawn: (name: string, by: string) => `${by} takes back the invitation of ${name}`,
    blocked: (name: string) => `Blocked: ${name}`,
    unblocked: (name: string) => `Unblocked: ${name}`,
    reported: (name: string, by: string) => `${by} reports ${name} to the moderators`,
    resolved: (name: string, by: string) => `${by} has dealt with a report about ${name}`,
    deleted: (name: string, target: number) => `${name} deletes message #${target}`,
    file: (name: string, size: string) => `file ${name} (${size})`,
    editedMark: () => "(edited)",
    importedMark: () => "(imported)",
    redacted: () => "The text of a message was removed from the log",
    deletedMessage: (name: string) => `A deleted message from ${name}`,
    reason: (reason: string) => `: ${reason}`,
    slow: (seconds: number) => (seconds === 0 ? ": it is off now" : `: one message in ${seconds} s`),
    role: (role: Role) => `: ${role}`,
    until: (until: Date) => ` until ${moment.format(until)}`,
  },
  /** Sentences with the person affected and the moderator, by the `action` of the record. */
  moderations: {
    kick: (name: string, by: string) => `${name} was removed by ${by}`,
    ban: (name: string, by: string) => `${name} was banned by ${by}`,
    unban: (name: string, by: string) => `${name} may come again, says ${by}`,
    mute: (name: string, by: string) => `${name} was muted by ${by}`,
    unmute: (name: string, by: string) => `${name} was allowed to write again by ${by}`,
    slow: (_name: string, by: string) => `Slow mode was changed by ${by}`,
    role: (name: string, by: string) => `${name} was given another role by ${by}`,
  },
  errors: {
    "bad-input": (what: string) => `That was not understood: ${what}`,
    "bad-introduction": (what: string) =>
      `“${what}” of the introduction is not what it should be: locale is ru or en, all else is a short text.`,
    "bad-name": (problem: NameProblem | "own") => `This name cannot be taken. ${badName[problem]}`,
    "bad-room-name": () =>
      "A room name has 1 to 32 letters, digits, _, - or ., and at least one letter or digit. Choose another one.",
    "name-taken": (name: string) => `The name “${name}” is taken. Choose another one.`,
    "unknown-room": (room: string) =>
      `There is no room ${placeOf(room)} for you. /rooms lists those there are.`,
    "not-a-member": (room: string) => `You are not in ${placeOf(room)}. Join it first.`,
    nobody: (name: string) => `There is nobody called “${name}” here now. /who shows who is.`,
    "lobby-stays": () => "Nobody can leave the lobby. To leave the chat, quit.",
    "id-conflict": (id: string) => `The id ${id} was already used for another message. Use a new id.`,
    "log-unreadable": () => "The server's disk does not give back this part of the history. Try again later.",
    "log-full": () => "The server's disk is full: the message was not saved. Try again later.",
    "shutting-down": () =>
      "The server is stopping. The message was not saved; send it again after reconnecting.",
    "session-ended": () => "This session has ended. Connect again.",
    "too-many-subscriptions": (limit: number) =>
      `A connection may have ${count(limit, "subscription", "subscriptions")} at a time. End one first.`,
    rate: (waitMs: number) => `Too fast. Try again in ${count(seconds(waitMs), "second", "seconds")}.`,
    "wrong-login": () => "The name or the password is wrong. Check both and try again.",
    "name-registered": (name: string) =>
      `${name} is the name of an account. If that is you, log in with your password; else take another name.`,
    "name-changed": (name: string) => `You are called ${name} now. Register again to keep this name.`,
    "not-registered": () => "You have no account yet. Register first.",
    "already-registered": () => "You have an account already. Log out first.",
    "login-required": () => "Only people with an account may enter. Log in with your name and password.",
    "invitation-required": () => "Only who is invited may enter. Open the invitation link, or log in.",
    "bad-invitation": () =>
      "This invitation is not good any more. Ask for a new one, or, if you entered with it as a guest, log in from there first.",
    "login-ended": (name: string) =>
      `“${name}” is an account, and your login to it has ended. Log in with its password, or choose another name.`,
    "bad-reset": () =>
      "This link for a new password is not good any more. Ask an administrator for a new one.",
    "bad-password": () => "A password has 8 to 256 characters. Choose another one.",
    "accounts-busy": () => "The accounts do not answer right now. Try again in a moment.",
    "no-such-session": (id: number) => `You have no session ${id}. /sessions lists yours.`,
    "not-permitted": () => "You may not do that here. Ask a moderator.",
    banned: (until: string, reason: string) =>
      `You are banned${until === "" ? "" : ` until ${moment.format(Date.parse(until) || 0)}`}${reason === "" ? "." : `: ${reason}`}`,
    muted: (until: string, reason: string) =>
      `You may not write here${until === "" ? "" : ` until ${moment.format(Date.parse(until) || 0)}`}${reason === "" ? "." : `: ${reason}`}`,
    "room-exists": (room: string) =>
      `There is a room ${placeOf(room)} already. Join it, or choose another name.`,
    "room-archived": (room: string) => `${placeOf(room)} is archived: it can only be read.`,
    "not-author": (seq: number) => `Message #${seq} is another person's: only who said it can change it.`,
    "too-many-reactions": (limit: number) =>
      `A message has at most ${count(limit, "reaction", "reactions")}. Take one away first.`,
    "too-many-emoji": (limit: number) =>
      `A message has at most ${count(limit, "different emoji", "different emoji")}. Join one that is there.`,
    "too-many-pins": (limit: number) =>
      `A room has at most ${count(limit, "pinned message", "pinned messages")}. Take some away first: /pins lists them.`,
    "unknown-message": (seq: number) => `There is no message #${seq} for you here.`,
    "bad-search": (part: string) =>
      `${part === "" ? "Write what to look for" : `The search does not understand “${part}”. It knows`}: words, "a phrase", -word, from:NAME in:ROOM before:2026-11-30 after:yesterday has:file has:link is:pinned`,
    "search-unavailable": () => "The search does not work right now; everything else does. Try again later.",
    "not-taking": (name: string) =>
      `${name === "" ? "This person" : name} takes no private messages or invitations now. Talk in a room that you share.`,
    "you-blocked": (name: string) => `You have blocked ${name}. Unblock first: /unblock ${typed(name)}`,
    "no-invitation": (room: string) =>
      `There is no open invitation to ${familiarPlaceOf(room)}. See the list: /invitations`,
    "too-many-invitations": (limit: number) =>
      `You have ${count(limit, "open invitation", "open invitations")}. Take some back first: /invitations`,
    "too-many-rooms": (limit: number, isGuest: boolean) =>
      isGuest
        ? `A guest opens at most ${count(limit, "room", "rooms")}. Register to open more: /register`
        : `You have ${count(limit, "open room", "open rooms")}. Archive one that is needed no more: /archive`,
    "too-many-blocks": (limit: number) =>
      `You have blocked ${count(limit, "person", "people")} already. Unblock somebody first: /block lists them.`,
    "too-many-reports": (limit: number) =>
      `You have ${count(limit, "open report", "open reports")}. Wait until the moderators have dealt with them.`,
    "unknown-report": (id: number) => `There is no open report #${id} for you. See the list: /reports`,
    "too-many-connections": () => "Too many connections from your address. Close some, then come back.",
    internal: () => "The server made a mistake. It has been logged; try again.",
  },
  commands: commandsEn,
  lines: linesEn,
};

/** The catalogue of texts for people. A missing translation does not compile. */
export type Texts = typeof en;
