import type { Readable } from "node:stream";
import type { Conversation } from "../conversation/conversation.ts";
import type { Entry } from "../conversation/entry.ts";
import type { CliTexts } from "../locale/texts.ts";
import { waitFor } from "./patience.ts";
import { sayLines } from "./piped-input.ts";

export interface PipedSessionOptions {
  readonly conversation: Conversation;
  readonly input: Readable;
  readonly url: string;
  readonly timeoutMs: number;
  readonly isFollowing: boolean;
  readonly texts: CliTexts;
}

/** What a script has to know: nothing where all went well, else the sentence for it. */
export type Problem = string | undefined;

/** A line that could not be understood: an unknown command, a text that is too long. */
const isRefused = (entry: Entry): boolean => entry.kind === "note" && entry.tone === "error";

const finish = async (options: PipedSessionOptions, total: number): Promise<Problem> => {
  const { conversation, timeoutMs, texts } = options;
  const waiting = (): number => conversation.view().waiting;
  await waitFor(conversation, { timeoutMs, progress: () => -waiting(), isThere: () => waiting() === 0 });
  conversation.end();
  const ending = await conversation.ended;
  if (!ending.isOwn) return texts.pipe.ended(ending.words);
  const lost = conversation.view().unsent + conversation.view().entries.filter(isRefused).length;
  return lost === 0 ? undefined : texts.pipe.undelivered(lost, total);
};

/** Says what comes through a pipe, and ends with it when every line is acknowledged. */
export const runPipedSession = async (options: PipedSessionOptions): Promise<Problem> => {
  const { conversation, timeoutMs, isFollowing, texts } = options;
  if (!isFollowing) {
    const isThere = (): boolean => conversation.view().isThere || conversation.view().entries.some(isRefused);
    const isIn = await waitFor(conversation, { timeoutMs, progress: () => 0, isThere });
    if (!isIn && !conversation.view().isOver) return texts.pipe.unreachable(options.url, timeoutMs / 1000);
  }
  const total = await sayLines(options.input, conversation);
  if (isFollowing) await conversation.ended;
  return finish(options, total);
};
