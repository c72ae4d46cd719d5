import { commandTable } from "@beseda/protocol";

/** The kind of a request by its cost to others: nothing, a record that all get, a room that stays. */
export type CommandKind =
  | "ask"
  | "change"
  | "open"
  /** A request counted as a change that has turned out to open a room. */
  | "opened";

/** The procedures that change nothing that others see, or have limits of their own. */
const quiet = /^(?:account\.|message\.send$|read\.|session\.(?:quit|speak|typing|presence)$)/u;
const opening: ReadonlySet<string> = new Set(["room.create"]);

/**
 * Returns the kind of a procedure. One that is not known to be quiet counts as a change: a new command is
 * limited from its first day.
 */
export const kindOfProcedure = (path: string, type: string): CommandKind => {
  if (type !== "mutation" || quiet.test(path)) return "ask";
  return opening.has(path) ? "open" : "change";
};

const kinds: ReadonlyMap<string, CommandKind> = new Map(
  Object.values(commandTable).map(({ name, procedure, procedureType }) => [
    name,
    procedure === undefined ? "ask" : kindOfProcedure(procedure, procedureType),
  ]),
);

/** Returns the kind of a command of the table; `ask` if it is not in the table. */
export const kindOfCommand = (name: string): CommandKind => kinds.get(name) ?? "ask";
