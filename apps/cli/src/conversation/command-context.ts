import type { ChatClient, CommandOutcome, ServerInvocation } from "@beseda/client";
import type { Locale, SearchHit } from "@beseda/protocol";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** The person to continue as. */
export interface Login {
  readonly name: string;
  readonly token: string;
  readonly client_id: string;
}

/** What was searched for last, and what of it was shown. */
export interface LastSearch {
  readonly query: string;
  readonly hits: readonly SearchHit[];
  /** The cursor of the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** Everything needed to carry out a command. */
export interface CommandContext {
  readonly client: ChatClient;
  readonly texts: CliTexts;
  readonly locale: Locale;
  readonly clock: Clock;
  /** The room that the person looks at. */
  readonly room: string;
  note(note: Note): void;
  /** Whether a line that looks like a command with a password is sent again, after a question (CLI-3). */
  isMeant(text: string): boolean;
  goTo(room: string): void;
  /** Carries out a command, and opens the room that it leads to. */
  go(invocation: ServerInvocation): Promise<CommandOutcome>;
  /** Registers an awaited answer: a pipe does not end before it has arrived. */
  waits(answer: Promise<unknown>): void;
  /** Notes that a message was given to the outbox under this key. */
  typed(key: string): void;
  /** Shows messages with or without their numbers from now on. */
  number(isNumbered: boolean): void;
  /** What was searched for last; undefined before the first search. */
  readonly lastSearch: LastSearch | undefined;
  searched(search: LastSearch): void;
  /** Whether the person may continue as another here: only with somebody at the terminal. */
  readonly canBecome: boolean;
  /** Ends the conversation, to continue as the account that the person has logged in to. */
  become(login: Login): void;
  end(farewell: string | undefined): void;
}

export const info = (...lines: readonly string[]): Note => ({ tone: "info", lines });
export const error = (...lines: readonly string[]): Note => ({ tone: "error", lines });

/** Continues when the server has answered, or shows why it refused. */
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
