import type { z } from "zod";
import type { Call, Here } from "./outcome.ts";
import type { Procedure, ProcedureType } from "./procedure.ts";

/** What the first argument of a command names: clients complete it from what they know. */
export type Completed = "command" | "room" | "name" | readonly string[];

/** What a command is before it has its name. */
export interface CommandDefinition<Schema extends z.ZodType<object>> {
  /** Other names for the same, in any alphabet. */
  readonly aliases: readonly string[];
  /** Parses what stands behind the name: one string, trimmed. */
  readonly arguments: Schema;
  readonly completes?: Completed;
  /** Carries it out, for programs; without one it is the client's own affair. */
  readonly procedure?: Procedure;
  /** What it asks of the server; without one, or undefined, it is for the client to carry out. */
  readonly call?: (given: z.output<Schema>, here: Here) => Call | undefined;
  /** Behind its name stands a password: what is typed is not to be shown or remembered (TXT-6). */
  readonly secret?: true;
  /** Behind its name, or in its answer, stands what opens an account: it waits for its turn on no disk (CLI-2). */
  readonly unkept?: true;
}

/** A command of the table: what it is called, and how it reads what stands behind it. */
export interface Command<Invocation = unknown> {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly completes: Completed | undefined;
  /** Path of the procedure that carries it out. */
  readonly procedure: string | undefined;
  readonly procedureType: ProcedureType;
  readonly secret: boolean;
  readonly unkept: boolean;
  /** The command with its arguments; undefined where they do not fit. */
  read(rest: string): Invocation | undefined;
  /** What it asks of the server with its arguments, where it asks anything. */
  call(given: object, here: Here): Call | undefined;
}

/** Commands by name, in the order in which help lists them. */
export type CommandTable<Invocation = unknown> = Readonly<Record<string, Command<Invocation>>>;

/** What `parseLine` finds with a table: one of its commands with its arguments. */
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
