import type { ChatSnapshot, TimelineMessage } from "./chat-client.ts";
import { isAhead } from "./outbox/ahead.ts";
import type { Reason } from "./reason.ts";

/** The text typed behind a command that was refused: sent nowhere, and there for the person to decide (CLI-1). */
export interface GivenBack {
  /** The keys of all of it, for `retry` and `discard`. */
  readonly keys: readonly string[];
  /** The command as a person would type it. */
  readonly command: string;
  /** The lines that were to be sent behind it. */
  readonly lines: readonly string[];
  readonly reason: string;
  /** The same reason, in no language yet. */
  readonly why: Reason;
}

const isOfFailed = (items: readonly TimelineMessage[]): boolean =>
  items.length > 0 && items.every(({ delivery }) => delivery?.state === "failed");

export const givenBack = ({ timelines }: Pick<ChatSnapshot, "timelines">): readonly GivenBack[] =>
  [...timelines]
    .filter(([room]) => isAhead(room))
    .map(([, { items }]) => items.filter((item) => item.kind === "message"))
    .filter(isOfFailed)
    .map((items) => {
      const [first, ...rest] = items;
      const { delivery } = first ?? {};
      const { reason, saying } = delivery?.state === "failed" ? delivery : { reason: "" };
      const isCommand = first?.text.startsWith("/") ?? false;
      return {
        keys: items.map(({ key }) => key),
        command: isCommand ? (first?.text ?? "") : "",
        lines: (isCommand ? rest : items).map(({ text }) => text),
        reason,
        why: { text: reason, ...(saying && { saying }) },
      };
    });
