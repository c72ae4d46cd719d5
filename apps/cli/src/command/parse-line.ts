import { cleanText, nameSchema, roomNameSchema } from "@beseda/protocol";
import { commandTable, isCommandName, type CommandName } from "./command-table.ts";
import { suggestCommand } from "./suggest.ts";

/** What a person means with a line. */
export type Intent =
  | { readonly kind: "nothing" }
  | { readonly kind: "say"; readonly text: string; readonly action: boolean }
  | { readonly kind: "help" | "rooms" | "part" | "retry" | "discard" }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "join"; readonly room: string }
  | { readonly kind: "quit"; readonly farewell: string | undefined }
  | { readonly kind: "unknown"; readonly typed: string; readonly meant: CommandName | undefined }
  /** The command is known, what stands after it does not fit. */
  | { readonly kind: "incomplete"; readonly command: CommandName }
  | { readonly kind: "bad-name" | "bad-room"; readonly value: string };

const parseName = (value: string): Intent => {
  const parsed = nameSchema.safeParse(value);
  return parsed.success ? { kind: "rename", name: parsed.data } : { kind: "bad-name", value };
};

const parseRoom = (value: string): Intent => {
  const parsed = roomNameSchema.safeParse(value.replace(/^#/u, ""));
  return parsed.success ? { kind: "join", room: parsed.data } : { kind: "bad-room", value };
};

const parseCommand = (command: CommandName, rest: string): Intent => {
  const wants = commandTable[command];
  const fits = wants === "optional" || (wants === "required") === (rest !== "");
  if (!fits) return { kind: "incomplete", command };
  switch (command) {
    case "me":
      return { kind: "say", text: rest, action: true };
    case "nick":
      return parseName(rest);
    case "join":
      return parseRoom(rest);
    case "quit":
      return { kind: "quit", farewell: rest === "" ? undefined : rest };
    case "help":
    case "rooms":
    case "part":
    case "retry":
    case "discard":
      return { kind: command };
  }
};

/** TXT-1: a line is a message, a line that begins with `/` is a command, `//` escapes. */
export const parseLine = (line: string): Intent => {
  const text = cleanText(line).replace(/^\n+/u, "").trimEnd();
  if (text.trim() === "") return { kind: "nothing" };
  if (text.startsWith("//")) return { kind: "say", text: text.slice(1), action: false };
  if (!text.startsWith("/")) return { kind: "say", text, action: false };
  const [word = ""] = text.split(/\s/u, 1);
  const typed = word.slice(1);
  return isCommandName(typed)
    ? parseCommand(typed, text.slice(word.length).trim())
    : { kind: "unknown", typed: word, meant: suggestCommand(typed) };
};
