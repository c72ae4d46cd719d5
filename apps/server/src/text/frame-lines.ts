import { isUtf8 } from "node:buffer";
import { parseLine } from "@beseda/protocol";
import type { TypedLine } from "./line-splitter.ts";

const lineEnd = /\r\n|\r|\n/u;

/**
 * The lines of a frame of a plain WebSocket (PRG-6), or all of it as one where that is how it is to be taken (PRG-10).
 * Behind a line of text none is a command: what somebody pastes is said as it is and carries nothing out. Behind a
 * command each is for itself.
 */
export const linesOfFrame = (bytes: Uint8Array, isWhole: (text: string) => boolean): readonly TypedLine[] => {
  if (!isUtf8(bytes)) return [{ notUtf8: true }];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  if (isWhole(text)) return [{ text }];
  const lines = text.split(lineEnd);
  const first = lines.findIndex((line) => line.trim() !== "");
  const { kind } = parseLine(lines[first] ?? "");
  const isText = kind === "text" || kind === "doubtful";
  return lines.map((line, index) => ({ text: isText && index > first ? said(line) : line }));
};

/** A line that says what it is, also where that begins like a command. */
const said = (line: string): string => {
  const slash = line.indexOf("/");
  const isLikeCommand = slash >= 0 && parseLine(line.slice(0, slash)).kind === "empty";
  return isLikeCommand ? `/${line.slice(slash)}` : line;
};
