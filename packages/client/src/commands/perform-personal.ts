import { familiarPlaceOf, isDirectRoom, pageOfList, textsOf } from "@beseda/protocol";
import type { CommandOutcome, ServerInvocation } from "../chat-client.ts";
import { invitationListSchema, peopleSchema, personSchema, reportsSchema } from "./answers.ts";
import { anything, ask, wordOf, type Performance } from "./ask.ts";

type PersonalCommand =
  | "invite"
  | "uninvite"
  | "invitations"
  | "decline"
  | "block"
  | "unblock"
  | "report"
  | "reports";
type Personal = Extract<ServerInvocation, { command: PersonalCommand }>;
type InvocationOf<Name extends PersonalCommand> = Extract<Personal, { command: Name }>;

/** Commands about other people: invitations, blocks, reports. */
export const performPersonal = async (on: Performance, invocation: Personal): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  switch (invocation.command) {
    case "invite": {
      await ask(on, invocation, anything);
      const { name, room = on.room } = invocation.arguments;
      return { lines: [lines.invitationSent(name, familiarPlaceOf(room))] };
    }
    case "uninvite":
    case "decline":
      await ask(on, invocation, anything);
      return { lines: [lines.done()] };
    case "invitations":
      return invitations(on, invocation);
    case "block":
      return block(on, invocation);
    case "unblock":
      return { lines: [lines.unblocked((await ask(on, invocation, personSchema)).name)] };
    case "report":
      await ask(on, invocation, anything);
      return { lines: [lines.reportSent()] };
    case "reports":
      return reports(on, invocation);
  }
};

const invitations = async (
  on: Performance,
  invocation: InvocationOf<"invitations">,
): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  const { received, made } = await ask(on, invocation, invitationListSchema);
  return {
    lines: [
      lines.invitations(received.length, made.length),
      ...received.map(({ room, by_name }) => `  ${lines.invitation(by_name, familiarPlaceOf(room))}`),
      ...made.map(({ room, name }) => `  ${lines.invitationMade(name, familiarPlaceOf(room))}`),
    ],
  };
};

/** The table has one command for two procedures: the list, and one more on it. */
const block = async (on: Performance, invocation: InvocationOf<"block">): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  if (invocation.arguments.name !== undefined)
    return { lines: [lines.blocked((await ask(on, invocation, personSchema)).name)] };
  const answer = await on.api.ask({ kind: "query", path: "people.blocked" });
  return { lines: [lines.blockedPeople(peopleSchema.parse(answer).map(({ name }) => name))] };
};

/** The same: the list, and the end of one. */
const reports = async (on: Performance, invocation: InvocationOf<"reports">): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  const { resolve } = invocation.arguments;
  if (resolve !== undefined) {
    await on.api.ask({ kind: "mutation", path: "moderation.resolve", input: { id: resolve } });
    return { lines: [lines.done()] };
  }
  const listed = await ask(on, invocation, reportsSchema);
  return {
    lines: [
      lines.reports(pageOfList("reports", listed.length, invocation.arguments.page)),
      ...listed.map(
        ({ id, name, by_name, room, target, text, reason }) =>
          `  ${lines.report({ id, name, by: by_name, place: room && placeFor(on, room), target, text, reason })}`,
      ),
    ],
  };
};

const placeFor = (on: Performance, room: string): string =>
  isDirectRoom(room) ? wordOf(on, room) : familiarPlaceOf(room);
