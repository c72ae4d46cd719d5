import type { ChatSnapshot, TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { cleanLine, findCommand, nameOnLine } from "@beseda/protocol";
import { commandTable } from "../command/command-table.ts";

/** The most messages that are offered. */
const mostOffered = 50;
/** The most messages of which a line is shown. */
const mostShown = 5;

/** A message that can be named by its number, in a line. */
export interface NumberedLine {
  readonly seq: number;
  readonly text: string;
}

/** Returns the messages of a room that can be named by their numbers, the newest first. */
export const recentMessages = (
  { timelines }: Pick<ChatSnapshot, "timelines">,
  room: string,
): readonly TimelineMessage[] =>
  (timelines.get(room)?.items ?? [])
    .filter((item): item is TimelineMessage => item.kind === "message")
    .filter(({ seq, deleted }) => seq > 0 && !deleted)
    .slice(-mostOffered)
    .toReversed();

/** Returns the newest messages as lines, the newest last. */
export const linesOfRecent = (messages: readonly TimelineMessage[]): readonly NumberedLine[] =>
  messages
    .slice(0, mostShown)
    .map(({ seq, name, text }) => ({
      seq,
      text: `#${seq} ${nameOnLine(name)}: ${cleanLine(withoutSpoilers(text).replaceAll(/\s+/gu, " "))}`,
    }))
    .toReversed();

/** Matches a command, and the beginning of a number behind it. */
const beginning = /^\/(?<word>\S+)\s+#?(?<digits>\d*)$/u;

/** Returns the messages that a command may be about whose number is being written; none otherwise. */
export const offeredFor = (
  written: string,
  snapshot: Pick<ChatSnapshot, "timelines">,
  room: string,
): readonly NumberedLine[] => {
  const { word, digits = "" } = beginning.exec(written)?.groups ?? {};
  const completes = word === undefined ? undefined : findCommand<unknown>(word, commandTable)?.completes;
  if (completes !== "message" && completes !== "own-message") return [];
  const offered = recentMessages(snapshot, room).filter(
    ({ seq, own }) => (own || completes === "message") && String(seq).startsWith(digits),
  );
  return linesOfRecent(offered);
};
