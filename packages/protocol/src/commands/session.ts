import { z } from "zod";
import { followSchema } from "../introduction.ts";
import { localeSchema } from "../locale.ts";
import { cleanName } from "../looks/clean.ts";
import { textSchema } from "../text.ts";
import { presenceSchema, typingSchema } from "../signal.ts";
import { absent, nothing, position, withoutMark } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, onLines } from "./outcome.ts";
import { mutation, query, subscription } from "./procedure.ts";

const timeSchema = z.object({ time: z.iso.datetime() });

export const eventProcedures = {
  /** Sends the greeting, missed records or the newest history, then all events in the session's rooms. */
  follow: subscription("events.follow", { input: followSchema, answer: z.unknown() }),
  /** Sends typing and presence of others (DEL-7). */
  signals: subscription("events.signals", { input: undefined, answer: z.unknown() }),
};

export const serverProcedures = {
  /** Returns the current time of the log, ISO 8601: also a check that the server answers. */
  time: query("server.time", { input: undefined, answer: timeSchema }),
};

export const sessionProcedures = {
  /** Renames the client; the chat itself says what is wrong with a new name. */
  rename: mutation("session.rename", {
    input: z.object({ name: z.string().max(1024).transform(cleanName) }),
    answer: z.object({ name: z.string() }),
  }),
  /** Sets the language in which the server speaks to this session from now on. */
  speak: mutation("session.speak", {
    input: z.object({ locale: localeSchema }),
    answer: z.object({ locale: localeSchema }),
  }),
  /** Tells the others in a room that this client is typing, or no longer is. */
  typing: mutation("session.typing", { input: typingSchema, answer: z.unknown() }),
  /** Tells the others whether the person is active or away. */
  presence: mutation("session.presence", { input: presenceSchema, answer: z.unknown() }),
  /** Ends the session; the connection closes with this code and message after the answer. */
  quit: mutation("session.quit", {
    input: z.object({ farewell: textSchema.optional() }).default({}),
    answer: z.object({ code: z.number(), message: z.string() }),
  }),
};

/** Any text: the answer to an unknown name suggests the one that may be meant. */
const helpTopic = z
  .string()
  .max(64)
  .transform(withoutMark(/^\//u))
  .transform((about): { about?: string } => (about === "" ? {} : { about }));

/** Any text: a separate sentence says why it is not a name. */
const newName = z
  .string()
  .min(1)
  .max(1024)
  .transform((name) => ({ name: cleanName(name) }));

const language = z
  .string()
  .toLowerCase()
  .pipe(localeSchema)
  .transform((locale) => ({ locale }));

const onOrOff = z
  .string()
  .toLowerCase()
  .pipe(z.enum(["on", "off"]))
  .transform((state) => ({ on: state === "on" }));

const farewell = z
  .union([absent, textSchema])
  .transform((farewell): { farewell?: string } => (farewell === undefined ? {} : { farewell }));

export const sessionCommands = {
  help: command("help", { aliases: ["h", "?", "помощь"], arguments: helpTopic, completes: "command" }),
  nick: command("nick", {
    aliases: ["name", "имя"],
    arguments: newName,
    procedure: sessionProcedures.rename,
    call: (given) =>
      calling(sessionProcedures.rename, given, ({ name }, viewer, lines) => ({
        lines: onLines(viewer, lines.renamed(name)),
      })),
  }),
  since: command("since", {
    aliases: ["после"],
    arguments: position,
    procedure: eventProcedures.follow,
  }),
  time: command("time", {
    aliases: ["время"],
    arguments: nothing,
    procedure: serverProcedures.time,
    call: () =>
      calling(serverProcedures.time, undefined, ({ time }, { clockAt }, lines) => {
        const { clock, zone } = clockAt(time);
        return { lines: [lines.time(`${clock}, ${lines.day(new Date(time))}`, zone)] };
      }),
  }),
  lang: command("lang", {
    aliases: ["язык"],
    arguments: language,
    completes: ["en", "ru"],
    procedure: sessionProcedures.speak,
    call: (given) =>
      calling(sessionProcedures.speak, given, (_, __, lines) => ({ lines: [lines.language()] })),
  }),
  echo: command("echo", { aliases: ["эхо"], arguments: onOrOff, completes: ["off", "on"] }),
  numbers: command("numbers", { aliases: ["номера"], arguments: onOrOff, completes: ["off", "on"] }),
  ping: command("ping", {
    aliases: ["пинг"],
    arguments: nothing,
    procedure: serverProcedures.time,
    call: () => calling(serverProcedures.time, undefined, (_, __, lines) => ({ lines: [lines.pong()] })),
  }),
  quit: command("quit", {
    aliases: ["q", "exit", "bye", "выход"],
    arguments: farewell,
    procedure: sessionProcedures.quit,
  }),
};
