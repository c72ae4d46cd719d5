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

/** The problem that a script has to know of, as a sentence; undefined if all went well. */
export type Problem = string | undefined;

/** Whether a line could not be understood: an unknown command, a text that is too long. */
const isRefused = (entry: Entry): boolean => entry.kind === "note" && entry.tone === "error";

/** Waits until at most so many lines are still to be carried out, or there is no more progress. */
const settle = (
  { conversation, timeoutMs, isFollowing }: PipedSessionOptions,
  most: number,
): Promise<boolean> => {
  const waiting = (): number => conversation.view().waiting;
  const patience = isFollowing && !conversation.view().isOver ? longestMs : timeoutMs;
  return waitFor(conversation, {
    timeoutMs: patience,
    progress: () => -waiting(),
    isThere: () => waiting() <= most,
  });
};

/** The longest time that a timer takes; a client that follows the chat waits as long as needed. */
const longestMs = 2 ** 31 - 1;

const finish = async (options: PipedSessionOptions, total: number): Promise<Problem> => {
  const { conversation, texts } = options;
  await settle(options, 0);
  conversation.end();
  const ending = await conversation.ended;
  if (!ending.isOwn) return texts.pipe.ended(ending.words);
  const { unsent, toldAsRefused, entries } = conversation.view();
  const lost = unsent - toldAsRefused + entries.filter(isRefused).length;
  return lost === 0 ? undefined : texts.pipe.undelivered(lost, total);
};

/** Says the lines of a pipe, and ends with it when every line is acknowledged. */
export const runPipedSession = async (options: PipedSessionOptions): Promise<Problem> => {
  const { conversation, timeoutMs, isFollowing, texts } = options;
  if (!isFollowing) {
    const isThere = (): boolean => conversation.view().isThere || conversation.view().entries.some(isRefused);
    const isIn = await waitFor(conversation, { timeoutMs, progress: () => 0, isThere });
    if (!isIn && !conversation.view().isOver) return texts.pipe.unreachable(options.url, timeoutMs / 1000);
  }
  const total = await sayLines(options.input, { conversation, settle: (most) => settle(options, most) });
  if (isFollowing) await conversation.ended;
  return finish(options, total);
};
