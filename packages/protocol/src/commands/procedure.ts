import type { z } from "zod";

/** What tRPC calls the type of a procedure. */
export type ProcedureType = "query" | "mutation" | "subscription";

/** What a server can be asked: declared once, for the server that answers and for every client that asks. */
export interface Procedure<
  Type extends ProcedureType = ProcedureType,
  Input extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType = z.ZodType,
> {
  /** `room.join` */
  readonly path: string;
  readonly type: Type;
  /** Undefined for one that takes nothing: what is sent to it all the same is passed over. */
  readonly input: Input;
  /** What a client reads of the answer, of a server of any version; whatever else stands there is left out. */
  readonly answer: Answer;
}

type AnyProcedure = Pick<Procedure, "input" | "answer">;

/** What a procedure is given by who asks. */
export type InputOf<Asked extends AnyProcedure> = Asked["input"] extends z.ZodType
  ? z.input<Asked["input"]>
  : void;

/** What a procedure answers, as who asked reads it. */
export type AnswerOf<Asked extends AnyProcedure> = z.output<Asked["answer"]>;

interface Schemas<Input extends z.ZodType | undefined, Answer extends z.ZodType> {
  readonly input: Input;
  readonly answer: Answer;
}

export const query = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
  path: string,
  { input, answer }: Schemas<Input, Answer>,
): Procedure<"query", Input, Answer> => ({ path, type: "query", input, answer });

export const mutation = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
  path: string,
  { input, answer }: Schemas<Input, Answer>,
): Procedure<"mutation", Input, Answer> => ({ path, type: "mutation", input, answer });

export const subscription = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
  path: string,
  { input, answer }: Schemas<Input, Answer>,
): Procedure<"subscription", Input, Answer> => ({ path, type: "subscription", input, answer });
