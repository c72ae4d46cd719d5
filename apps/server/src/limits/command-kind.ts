import { commandTable } from "@beseda/protocol";

/** What somebody asks for, by what it costs the others: nothing, a record that all get, a room that stays. */
export type CommandKind =
  | "ask"
  | "change"
  | "open"
  /** What was counted as a change has turned out to open a room. */
  | "opened";

/** What changes nothing that others see, or has limits of its own. */
const quiet = /^(?:account\.|message\.send$|read\.|session\.(?:quit|speak|typing|presence)$)/u;
const opening: ReadonlySet<string> = new Set(["room.create"]);

/** Of a procedure. What is not known to be quiet is taken for a change: a new command is limited from its first day. */
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

/** Of a command of the table; `ask` for what is none. */
export const kindOfCommand = (name: string): CommandKind => kinds.get(name) ?? "ask";
