/** How a command takes what stands after its name. */
type Argument = "none" | "optional" | "required";

/** Every command, in the order in which `/help` lists them; what each is for is said in `locale`. */
export const commandTable = {
  help: "none",
  rooms: "none",
  join: "required",
  part: "none",
  me: "required",
  nick: "required",
  retry: "none",
  discard: "none",
  quit: "optional",
} as const satisfies Record<string, Argument>;

export type CommandName = keyof typeof commandTable;

const names: ReadonlySet<string> = new Set(Object.keys(commandTable));

/** Whether `/typed` is a command. */
export const isCommandName = (typed: string): typed is CommandName => names.has(typed);

/** The names, in the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commandTable).filter(isCommandName);
