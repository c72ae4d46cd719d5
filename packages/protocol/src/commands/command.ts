import type { z } from "zod";

/** What the first argument of a command names: clients complete it from what they know. */
export type Completed = "command" | "room" | "name" | readonly string[];

/** What tRPC calls the type of a procedure. */
export type ProcedureType = "query" | "mutation" | "subscription";

/** What a command is before it has its name. */
export interface CommandDefinition<Schema extends z.ZodType> {
  /** Other names for the same, in any alphabet. */
  readonly aliases: readonly string[];
  /** Parses what stands behind the name: one string, trimmed. */
  readonly arguments: Schema;
  readonly completes?: Completed;
  /** tRPC procedure that carries it out; without one it is the client's own affair. */
  readonly procedure?: string;
  /** @default "mutation" */
  readonly procedureType?: ProcedureType;
  /** Behind its name stands a password: what is typed is not to be shown or remembered (TXT-6). */
  readonly secret?: true;
}

/** A command of the table: what it is called, and how it reads what stands behind it. */
export interface Command<Invocation = unknown> {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly completes: Completed | undefined;
  readonly procedure: string | undefined;
  readonly procedureType: ProcedureType;
  readonly secret: boolean;
  /** The command with its arguments; undefined where they do not fit. */
  read(rest: string): Invocation | undefined;
}

/** Commands by name, in the order in which help lists them. */
export type CommandTable<Invocation = unknown> = Readonly<Record<string, Command<Invocation>>>;

/** What `parseLine` finds with a table: one of its commands with its arguments. */
export type InvocationOf<Table extends CommandTable> = NonNullable<ReturnType<Table[keyof Table]["read"]>>;

/** Makes a row of a command table. A client that has commands of its own adds rows to a copy of the table. */
export const command = <Name extends string, Schema extends z.ZodType>(
  name: Name,
  definition: CommandDefinition<Schema>,
): Command<{ readonly command: Name; readonly arguments: z.output<Schema> }> => ({
  name,
  aliases: definition.aliases,
  completes: definition.completes,
  procedure: definition.procedure,
  procedureType: definition.procedureType ?? "mutation",
  secret: definition.secret ?? false,
  read: (rest) => {
    const parsed = definition.arguments.safeParse(rest);
    return parsed.success ? { command: name, arguments: parsed.data } : undefined;
  },
});
