import { beginsCommand, commandTable, nameSchema, parseLine } from "@beseda/protocol";

/** A way of coming in: as a guest, into an account, or by an invitation under a name. */
export interface Entering {
  readonly name: string;
  readonly password?: string;
  readonly invitation?: string;
}

/** The meaning of what somebody typed on the way in. */
export type LoginAnswer =
  | { readonly kind: "enter"; readonly entering: Entering }
  /** The name is still missing. */
  | { readonly kind: "invited"; readonly invitation: string }
  | { readonly kind: "leave" }
  /** Neither a name nor one of the commands that lead in. */
  | { readonly kind: "none" };

const none: LoginAnswer = { kind: "none" };

/** Interprets a typed text. A command is never a name (CLI-8), nor is what looks like one with a password. */
export const answerOf = (typed: string): LoginAnswer => {
  const invited = commandTable.redeem.read(typed.trim());
  if (invited && typed.includes("#invitation=")) return { kind: "invited", ...invited.arguments };
  const line = parseLine(typed);
  if (line.kind === "text" && !beginsCommand(typed) && !/^\s*\//u.test(typed)) {
    const name = nameSchema.safeParse(typed);
    return name.success ? { kind: "enter", entering: { name: name.data } } : none;
  }
  if (line.kind !== "command") return none;
  switch (line.invocation.command) {
    case "login":
      return { kind: "enter", entering: line.invocation.arguments };
    case "redeem":
      return { kind: "invited", ...line.invocation.arguments };
    case "quit":
      return { kind: "leave" };
    default:
      return none;
  }
};
