import type { TimelineMessage } from "@beseda/client";
import { replyMark } from "@beseda/protocol";
import type { Entry } from "../conversation/entry.ts";
import { afterTextOf } from "../format/after-text.ts";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";

export interface PlainStyle {
  readonly clock: Clock;
  readonly texts: CliTexts;
  /** Whether to repeat own messages: not if the terminal has shown them as they were typed. */
  readonly echoesOwn: boolean;
}

/** Makes any text one line, so that one record is one line: a message can never look like two (TXT-7). */
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, " ⏎ ");

/** Formats what was said, on one line, with who said it. */
export const said = (message: TimelineMessage, { texts }: Pick<PlainStyle, "texts">): string => {
  const { name, text, action, deleted, reply_to } = message;
  if (deleted) return `*** ${texts.deletedMessage(name)}`;
  const head = `${action ? `* ${name}` : `${name}:`} ${replyMark(reply_to)}`;
  return `${head}${oneLine(text)}${afterTextOf(message, texts)}`;
};

const messageLines = (
  { message, wasTyped, isNumbered, place }: Extract<Entry, { kind: "message" }>,
  style: PlainStyle,
): readonly string[] => {
  const at = `${place === undefined ? "" : `${place} `}[${style.clock.second(message.time)}]`;
  // No name begins with this sign (NAM-3).
  const number = isNumbered && message.seq > 0 ? `#${message.seq} ` : "";
  const line = `${at} ${number}${said(message, style)}`;
  const { delivery } = message;
  if (delivery?.state === "failed") {
    return [`${at} ! ${said(message, style)} – ${style.texts.notes.failed(delivery.reason)}`];
  }
  if (!wasTyped || delivery?.state !== "acknowledged") return [line];
  const acknowledgement = `${at} ✓ #${delivery.seq}`;
  return style.echoesOwn ? [line, acknowledgement] : [acknowledgement];
};

/** Formats an entry for a terminal that can only append, or for a file. */
export const plainLines = (entry: Entry, style: PlainStyle): readonly string[] => {
  switch (entry.kind) {
    case "day":
      return [`--- ${style.clock.day(entry.time)} ---`];
    case "news":
      return [`--- ${style.texts.newMessages} ---`];
    case "room":
      return [`--- ${entry.place} ---`];
    case "message":
      return messageLines(entry, style);
    case "notice":
      return [`[${style.clock.second(entry.time)}] *** ${oneLine(entry.text)}`];
    case "note":
      return entry.lines.map((line) => `-- ${line}`);
  }
};
