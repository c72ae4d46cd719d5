import type { ChatClient, CommandOutcome, ServerInvocation } from "@beseda/client";
import type { Locale } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** Whom one goes on as. */
export interface Login {
  readonly name: string;
  readonly token: string;
  readonly client_id: string;
}

/** What a command is carried out with. */
export interface CommandContext {
  readonly client: ChatClient;
  readonly texts: CliTexts;
  readonly locale: Locale;
  /** The room that the person looks at. */
  readonly room: string;
  note(note: Note): void;
  /** Whether a line that looks like a command with a password is sent once more, after it was asked about (CLI-3). */
  isMeant(text: string): boolean;
  goTo(room: string): void;
  /** Carries a command out, and goes where it leads. */
  go(invocation: ServerInvocation): Promise<CommandOutcome>;
  /** Somebody waits for an answer: a pipe does not end before it is there. */
  waits(answer: Promise<unknown>): void;
  /** A message was given to the outbox under this key. */
  typed(key: string): void;
  /** Whether one may go on as another here: only where somebody sits at the terminal. */
  readonly canBecome: boolean;
  /** Ends, to go on as the account that one has logged in to. */
  become(login: Login): void;
  end(farewell: string | undefined): void;
}

export const info = (...lines: readonly string[]): Note => ({ tone: "info", lines });
export const error = (...lines: readonly string[]): Note => ({ tone: "error", lines });

/** Goes on when the server has answered, or says why it refused. */
export const ask = <Answer>(
  context: CommandContext,
  question: Promise<Answer>,
  then: (answer: Answer) => void,
): void => {
  const answered = question.then(then, (reason: unknown) => {
    context.note(error(reason instanceof Error ? reason.message : String(reason)));
  });
  context.waits(answered);
};
