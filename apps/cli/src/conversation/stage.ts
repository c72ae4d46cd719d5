import type { ChatClient } from "@beseda/client";
import type { Locale } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** What a line is carried out on. */
export interface Stage {
  readonly client: ChatClient;
  readonly texts: CliTexts;
  readonly locale: Locale;
  /** The room that the person looks at. */
  readonly room: string;
  note(note: Note): void;
  goTo(room: string): void;
  /** A message was given to the outbox under this key. */
  typed(key: string): void;
  renamed(name: string): void;
  end(farewell: string | undefined): void;
}

export const info = (...lines: readonly string[]): Note => ({ tone: "info", lines });
export const error = (...lines: readonly string[]): Note => ({ tone: "error", lines });

/** Goes on when the server has answered, or says why it refused. */
export const ask = (stage: Stage, question: Promise<void>, then: () => void): void => {
  question.then(then, (reason: unknown) => {
    stage.note(error(reason instanceof Error ? reason.message : String(reason)));
  });
};
