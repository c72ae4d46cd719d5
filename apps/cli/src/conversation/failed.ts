import type { ChatClient, TimelineMessage } from "@beseda/client";
import { info, type CommandContext } from "./command-context.ts";

const failedMessages = (client: ChatClient): readonly TimelineMessage[] =>
  [...client.snapshot().timelines.values()]
    .flatMap(({ items }) => items)
    .filter((item) => item.kind === "message")
    .filter((item) => item.delivery?.state === "failed");

/** Sends everything that has failed again, or throws it away. */
export const againWithFailed = (context: CommandContext, act: "retry" | "discard"): void => {
  const { nothingFailed, retried, discarded } = context.texts.notes;
  const failed = failedMessages(context.client);
  for (const { key } of failed) context.client[act](key);
  const said = act === "retry" ? retried : discarded;
  context.note(info(failed.length === 0 ? nothingFailed : said(failed.length)));
};
