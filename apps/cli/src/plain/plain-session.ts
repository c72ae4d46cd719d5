import type { Conversation } from "../conversation/conversation.ts";
import type { Entry } from "../conversation/entry.ts";
import type { Clock } from "../format/clock.ts";
import type { Settings } from "../settings.ts";
import type { CliTexts } from "../locale/texts.ts";
import { plainLines } from "./format-entry.ts";
import { runPipedSession, type Problem } from "./piped-session.ts";
import { followEntries } from "./printer.ts";
import { openTypedInput } from "./typed-input.ts";

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export interface PlainSessionOptions extends Streams {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly texts: CliTexts;
  readonly clock: Clock;
}

/** Whether an entry is about the program, not the chat: such entries are kept out of a file of the chat. */
const isTrouble = (entry: Entry): boolean =>
  entry.kind === "note" && (entry.tone === "warning" || entry.tone === "error");

const runTyped = async (options: PlainSessionOptions): Promise<Problem> => {
  const { conversation, stdin, stdout } = options;
  const input = openTypedInput({
    stdin,
    stdout,
    onLine: (line) => conversation.submit(line),
    onLeave: () => conversation.end(),
  });
  const style = { clock: options.clock, texts: options.texts, echoesOwn: false };
  const stop = followEntries(conversation, (entries) => {
    input.print(entries.flatMap((entry) => plainLines(entry, style)));
    conversation.drawn();
  });
  const ending = await conversation.ended;
  stop();
  input.close();
  return ending.isOwn ? undefined : options.texts.connection.closed(ending.words);
};

const runPiped = async (options: PlainSessionOptions): Promise<Problem> => {
  const { conversation, settings, texts, stdin, stdout, stderr } = options;
  const style = { clock: options.clock, texts, echoesOwn: true };
  const stop = followEntries(conversation, (entries) => {
    for (const entry of entries) {
      const output = isTrouble(entry) ? stderr : stdout;
      output.write(
        plainLines(entry, style)
          .map((line) => `${line}\n`)
          .join(""),
      );
    }
  });
  const { url, timeoutMs, isFollowing } = settings;
  const problem = await runPipedSession({ conversation, input: stdin, url, timeoutMs, isFollowing, texts });
  stop();
  return problem;
};

/** Runs the conversation without drawing: typed on a simple terminal, or through a pipe. */
export const runPlainSession = (options: PlainSessionOptions): Promise<Problem> =>
  options.stdin.isTTY && options.stdout.isTTY ? runTyped(options) : runPiped(options);
