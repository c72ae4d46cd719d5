import type { z } from "zod";

/** The types of procedures in tRPC. */
export type ProcedureType = "query" | "mutation" | "subscription";

/** A request that a server answers: declared once, for the server and for every client. */
export interface Procedure<
  Type extends ProcedureType = ProcedureType,
  Input extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType = z.ZodType,
> {
  /** `room.join` */
  readonly path: string;
  readonly type: Type;
  /** Undefined for a procedure without input: any input sent to it is ignored. */
  readonly input: Input;
  /** The fields that a client reads from the answer of a server of any version; others are left out. */
  readonly answer: Answer;
}

type AnyProcedure = Pick<Procedure, "input" | "answer">;

/** The input that a caller gives a procedure. */
export type InputOf<Asked extends AnyProcedure> = Asked["input"] extends z.ZodType
  ? z.input<Asked["input"]>
  : void;

/** The answer of a procedure, as its caller reads it. */
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
