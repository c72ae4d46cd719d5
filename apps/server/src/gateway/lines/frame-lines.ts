import { isUtf8 } from "node:buffer";
import { parseLine } from "@beseda/protocol";
import type { TypedLine } from "./line-splitter.ts";

/** Whether a frame has nothing but blanks: found without taking it apart. */
export const isBlankFrame = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= 0x20);

/**
 * The lines of a frame of a plain WebSocket (PRG-6), or all of it as one where that is how it is to be taken (PRG-10).
 * Behind a line of text none is a command: what somebody pastes is said as it is and carries nothing out. Behind a
 * command each is for itself. They are found one at a time: a frame may have tens of thousands.
 */
export function* linesOfFrame(
  bytes: Uint8Array,
  isWhole: (text: string) => boolean,
): Generator<TypedLine, void, undefined> {
  if (!isUtf8(bytes)) {
    yield { notUtf8: true };
    return;
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  if (isWhole(text)) {
    yield { text };
    return;
  }
  /** Whether what comes is text, undefined before anything that says something. */
  let isPasted: boolean | undefined;
  for (const line of linesOf(text)) {
    yield { text: isPasted === true ? said(line) : line };
    if (isPasted !== undefined || line.trim() === "") continue;
    const { kind } = parseLine(line);
    isPasted = kind === "text" || kind === "doubtful";
  }
}

function* linesOf(text: string): Generator<string, void, undefined> {
  const lineEnd = /\r\n|\r|\n/gu;
  let start = 0;
  for (let end = lineEnd.exec(text); end; end = lineEnd.exec(text)) {
    yield text.slice(start, end.index);
    start = lineEnd.lastIndex;
  }
  yield text.slice(start);
}

/** A line that says what it is, also where that begins like a command. */
const said = (line: string): string => {
  const slash = line.indexOf("/");
  const isLikeCommand = slash >= 0 && parseLine(line.slice(0, slash)).kind === "empty";
  return isLikeCommand ? `/${line.slice(slash)}` : line;
};
