import type { ChatClient, TimelineMessage } from "@beseda/client";
import { info, type Stage } from "./stage.ts";

const failedMessages = (client: ChatClient): readonly TimelineMessage[] =>
  [...client.snapshot().timelines.values()]
    .flatMap(({ items }) => items)
    .filter((item) => item.kind === "message")
    .filter((item) => item.delivery?.state === "failed");

/** Sends everything that has failed again, or throws it away. */
export const againWithFailed = (stage: Stage, act: "retry" | "discard"): void => {
  const { nothingFailed, retried, discarded } = stage.texts.notes;
  const failed = failedMessages(stage.client);
  for (const { key } of failed) stage.client[act](key);
  const said = act === "retry" ? retried : discarded;
  stage.note(info(failed.length === 0 ? nothingFailed : said(failed.length)));
};
