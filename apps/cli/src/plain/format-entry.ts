import type { TimelineMessage } from "@beseda/client";
import type { Entry } from "../conversation/entry.ts";
import { afterTextOf } from "../format/after-text.ts";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";

export interface PlainStyle {
  readonly clock: Clock;
  readonly texts: CliTexts;
  /** Whether an own message is repeated: not where the terminal has shown it as it was typed. */
  readonly echoesOwn: boolean;
}

/** One record is one line, whatever was said: a message can never look like two (TXT-7). */
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, " ⏎ ");

const said = (message: TimelineMessage, { texts }: PlainStyle): string => {
  const { name, text, action, deleted } = message;
  if (deleted) return `*** ${texts.deletedMessage(name)}`;
  return `${action ? `* ${name}` : `${name}:`} ${oneLine(text)}${afterTextOf(message, texts)}`;
};

const messageLines = (
  { message, wasTyped }: Extract<Entry, { kind: "message" }>,
  style: PlainStyle,
): readonly string[] => {
  const at = `[${style.clock.second(message.time)}]`;
  const line = `${at} ${said(message, style)}`;
  const { delivery } = message;
  if (delivery?.state === "failed") {
    return [`${at} ! ${said(message, style)} – ${style.texts.notes.failed(delivery.reason)}`];
  }
  if (!wasTyped || delivery?.state !== "acknowledged") return [line];
  const acknowledgement = `${at} ✓ #${delivery.seq}`;
  return style.echoesOwn ? [line, acknowledgement] : [acknowledgement];
};

/** An entry for a terminal that can do nothing but append, or for a file. */
export const plainLines = (entry: Entry, style: PlainStyle): readonly string[] => {
  switch (entry.kind) {
    case "day":
      return [`--- ${style.clock.day(entry.time)} ---`];
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
