import type { TimelineMessage } from "@beseda/client";
import { Text } from "ink";
import type { ReactNode } from "react";
import { cutTo } from "../format/width.ts";
import { useSurroundings } from "./context.ts";

/** The number of messages on their way that are drawn; the rest are counted. */
const shownAtMost = 4;

/** Returns the rows that {@link Pending} takes: they are counted to place the cursor. */
export const pendingRows = (count: number): number => Math.min(count, shownAtMost + 1);

const asRow = (message: TimelineMessage, columns: number): string =>
  cutTo(`       … ${message.text.replaceAll(/\s+/gu, " ")}`, columns - 1);

export interface PendingProps {
  readonly messages: readonly TimelineMessage[];
  readonly columns: number;
}

/** Own messages that are not acknowledged yet, one row each. */
export const Pending = ({ messages, columns }: PendingProps): ReactNode => {
  const { texts } = useSurroundings();
  const hidden = messages.length - shownAtMost;
  return (
    <>
      {messages.slice(0, shownAtMost).map((message) => (
        <Text key={message.key} dimColor>
          {asRow(message, columns)}
        </Text>
      ))}
      {hidden > 0 && <Text dimColor>{`       ${texts.status.more(hidden)}`}</Text>}
    </>
  );
};
