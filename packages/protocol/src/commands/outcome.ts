import type { z } from "zod";
import { textsOf, type Texts } from "../locale/texts.ts";
import type { Locale } from "../locale.ts";
import type { InputOf, Procedure } from "./procedure.ts";

/** The place where a command is given. */
export interface Here {
  /** The room that it is about if it names none. */
  readonly room: string;
}

/** The person who is shown the outcome of a command. */
export interface Viewer extends Here {
  readonly locale: Locale;
  /** Whether they see only lines, so that lines have to say what a page shows by itself. */
  readonly hasOnlyLines: boolean;
  /** Returns the name of a room for a sentence; the sentence shows what `placeOf` makes of it. */
  readonly wordFor: (room: string) => string;
  /** Returns a time as their clock shows it, `13:45:00` and `UTC+03:00`. */
  readonly clockAt: (time: string) => { readonly clock: string; readonly zone: string };
  /** Address of the page that they look at, if any. */
  readonly pageAddress?: string | undefined;
}

/** The outcome of a command. */
export interface Outcome {
  /** Sentences for a person; none if they can see the result without them. */
  readonly lines: readonly string[];
  /** The room that they are in from now on. */
  readonly room?: string;
}

/** The request that a command makes to the server, and how to put the answer into words. */
export interface Call {
  readonly procedure: Procedure<"query" | "mutation">;
  readonly input: unknown;
  /** @throws {z.ZodError} if this version does not understand the answer */
  outcome(answer: unknown, viewer: Viewer): Outcome;
}

/** Puts an answer into words. */
export type Says<Answer> = (answer: Answer, viewer: Viewer, lines: Texts["lines"]) => Outcome;

/** Makes the call of one procedure. */
export const calling = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
  procedure: Procedure<"query" | "mutation", Input, Answer>,
  input: InputOf<Procedure<"query" | "mutation", Input, Answer>>,
  says: Says<z.output<Answer>>,
): Call => ({
  procedure,
  input,
  outcome: (answer, viewer) => says(procedure.answer.parse(answer), viewer, textsOf(viewer.locale).lines),
});

/** Says that it was done, and nothing else. */
export const saysDone: Says<unknown> = (_, __, lines) => ({ lines: [lines.done()] });

/** Returns sentences only for people who do not see the result without them. */
export const onLines = ({ hasOnlyLines }: Viewer, ...sentences: readonly string[]): readonly string[] =>
  hasOnlyLines ? sentences : [];
