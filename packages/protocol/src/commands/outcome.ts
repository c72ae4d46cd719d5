import type { z } from "zod";
import { textsOf, type Texts } from "../locale/texts.ts";
import type { Locale } from "../locale.ts";
import type { InputOf, Procedure } from "./procedure.ts";

/** Where a command is given. */
export interface Here {
  /** The room that it is about, where it names none. */
  readonly room: string;
}

/** Who is told what became of a command. */
export interface Viewer extends Here {
  readonly locale: Locale;
  /** Whether they see nothing but lines: what a page shows by itself has to be said to them. */
  readonly hasOnlyLines: boolean;
  /** What a room is called in a sentence; what `placeOf` makes of it is said. */
  readonly wordFor: (room: string) => string;
  /** A moment as their clock shows it, `13:45:00` and `UTC+03:00`. */
  readonly clockAt: (time: string) => { readonly clock: string; readonly zone: string };
  /** Address of the page that they look at, where it is one. */
  readonly pageAddress?: string | undefined;
}

/** What became of a command. */
export interface Outcome {
  /** Sentences for a person; none where they see by themselves what happened. */
  readonly lines: readonly string[];
  /** The room that they are in from now on. */
  readonly room?: string;
}

/** What a command asks of the server, and how what that answers is put into words. */
export interface Call {
  readonly procedure: Procedure<"query" | "mutation">;
  readonly input: unknown;
  /** @throws {z.ZodError} where the answer is not what this version understands */
  outcome(answer: unknown, viewer: Viewer): Outcome;
}

/** Puts an answer into words. */
export type Says<Answer> = (answer: Answer, viewer: Viewer, lines: Texts["lines"]) => Outcome;

/** Asks one procedure. */
export const calling = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
  procedure: Procedure<"query" | "mutation", Input, Answer>,
  input: InputOf<Procedure<"query" | "mutation", Input, Answer>>,
  says: Says<z.output<Answer>>,
): Call => ({
  procedure,
  input,
  outcome: (answer, viewer) => says(procedure.answer.parse(answer), viewer, textsOf(viewer.locale).lines),
});

/** It was done, and there is nothing else to say. */
export const saysDone: Says<unknown> = (_, __, lines) => ({ lines: [lines.done()] });

/** Said only to those who do not see it by themselves. */
export const onLines = ({ hasOnlyLines }: Viewer, ...sentences: readonly string[]): readonly string[] =>
  hasOnlyLines ? sentences : [];
