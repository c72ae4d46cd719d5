import type { z } from "zod";
import type { Call, Here } from "./outcome.ts";
import type { Procedure, ProcedureType } from "./procedure.ts";

/** The kind of thing that a command's first argument names: clients complete it from those they know. */
export type Completed = "command" | "room" | "name" | "message" | "own-message" | readonly string[];

/** The definition of a command without its name. */
export interface CommandDefinition<Schema extends z.ZodType<object>> {
  /** Other names of the command, in any alphabet. */
  readonly aliases: readonly string[];
  /** Parses the text after the name: one string, trimmed. */
  readonly arguments: Schema;
  readonly completes?: Completed;
  /** Carries it out, for programs; a command without a procedure is the client's own matter. */
  readonly procedure?: Procedure;
  /** Returns its call to the server; without this, or if it returns undefined, the client carries it out. */
  readonly call?: (given: z.output<Schema>, here: Here) => Call | undefined;
  /** Whether its arguments have a password: the typed text must not be shown or remembered (TXT-6). */
  readonly secret?: true;
  /** Whether arguments or answer have a secret that opens an account: it is never queued on disk (CLI-2). */
  readonly unkept?: true;
}

/** A command of the table: its names, and how it reads its arguments. */
export interface Command<Invocation = unknown> {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly completes: Completed | undefined;
  /** Path of the procedure that carries it out. */
  readonly procedure: string | undefined;
  readonly procedureType: ProcedureType;
  readonly secret: boolean;
  readonly unkept: boolean;
  /** Returns the command with its arguments; undefined if they are not valid. */
  read(rest: string): Invocation | undefined;
  /** Returns its call to the server with its arguments, if it makes one. */
  call(given: object, here: Here): Call | undefined;
}

/** Commands by name, in the order in which help lists them. */
export type CommandTable<Invocation = unknown> = Readonly<Record<string, Command<Invocation>>>;

/** The result of `parseLine` for a table: one of its commands with its arguments. */
export type InvocationOf<Table extends CommandTable> = NonNullable<ReturnType<Table[keyof Table]["read"]>>;

/** Makes a row of a command table. A client that has commands of its own adds rows to a copy of the table. */
export const command = <Name extends string, Schema extends z.ZodType<object>>(
  name: Name,
  definition: CommandDefinition<Schema>,
): Command<{ readonly command: Name; readonly arguments: z.output<Schema> }> => ({
  name,
  aliases: definition.aliases,
  completes: definition.completes,
  procedure: definition.procedure?.path,
  procedureType: definition.procedure?.type ?? "mutation",
  secret: definition.secret ?? false,
  unkept: definition.unkept ?? false,
  read: (rest) => {
    const parsed = definition.arguments.safeParse(rest);
    return parsed.success ? { command: name, arguments: parsed.data } : undefined;
  },
  call: definition.call ?? (() => undefined),
});
