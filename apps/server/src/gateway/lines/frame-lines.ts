import { isUtf8 } from "node:buffer";
import { parseLine } from "@beseda/protocol";
import type { TypedLine } from "./line-splitter.ts";

/** Tells whether a frame has nothing but blanks, without parsing it. */
export const isBlankFrame = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= 0x20);

/**
 * Yields the lines of a frame of a plain WebSocket (PRG-6), or the whole frame as one if it is to be taken so
 * (PRG-10). After a line of text none is a command: pasted text is sent as it is and carries nothing out.
 * After a command each line stands for itself. They are found one at a time: a frame may have tens of
 * thousands.
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
  /** Whether the frame is pasted text; undefined before the first line with content. */
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

/** Returns a line whose text is sent as it is, also if it begins like a command. */
const said = (line: string): string => {
  const slash = line.indexOf("/");
  const isLikeCommand = slash >= 0 && parseLine(line.slice(0, slash)).kind === "empty";
  return isLikeCommand ? `/${line.slice(slash)}` : line;
};
