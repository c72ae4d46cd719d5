import { cleanLine, familiarPlaceOf, pageOfList, textsOf, type CommandInvocation } from "@beseda/protocol";
import type { Talk } from "./talk.ts";

type PersonalCommand =
  | "invite"
  | "uninvite"
  | "invitations"
  | "decline"
  | "block"
  | "unblock"
  | "report"
  | "reports";
type Personal = Extract<CommandInvocation, { command: PersonalCommand }>;

/** What is shown of a message that was reported, in characters. */
const longestQuote = 200;

/**
 * Carries out a command about other people: invitations, blocks, reports.
 * @throws {ChatError} a refusal, for the person to read
 */
export const performPersonal = async (talk: Talk, invocation: Personal): Promise<void> => {
  const { session, screen } = talk;
  const { membership, people } = session;
  const { lines } = textsOf(session.locale);
  switch (invocation.command) {
    case "invite": {
      const { name, room = screen.room } = invocation.arguments;
      await membership.invite(room, name);
      return screen.print([lines.invitationSent(name, familiarPlaceOf(room))]);
    }
    case "uninvite": {
      const { name, room = screen.room } = invocation.arguments;
      await membership.uninvite(room, name);
      return screen.print([lines.done()]);
    }
    case "invitations":
      return listInvitations(talk);
    case "decline":
      await membership.decline(invocation.arguments.room);
      return screen.print([lines.done()]);
    case "block":
      return block(talk, invocation.arguments.name);
    case "unblock": {
      const { name } = await people.unblock(invocation.arguments.name);
      return screen.print([lines.unblocked(name)]);
    }
    case "report":
      await people.report({ room: screen.room, ...invocation.arguments });
      return screen.print([lines.reportSent()]);
    case "reports":
      return reports(talk, invocation.arguments);
  }
};

const listInvitations = ({ session, screen }: Talk): Promise<void> => {
  const { lines } = textsOf(session.locale);
  const { received, made } = session.membership.invitations();
  return screen.print([
    lines.invitations(received.length, made.length),
    ...received.map(({ room, by_name }) => `  ${lines.invitation(by_name, familiarPlaceOf(room))}`),
    ...made.map(({ room, name }) => `  ${lines.invitationMade(name, familiarPlaceOf(room))}`),
  ]);
};

const block = async ({ session, screen }: Talk, name: string | undefined): Promise<void> => {
  const { lines } = textsOf(session.locale);
  if (name === undefined) {
    const names = session.people.blocked().map((person) => person.name);
    return screen.print([lines.blockedPeople(names)]);
  }
  const { name: found } = await session.people.block(name);
  await screen.print([lines.blocked(found)]);
};

const reports = async (
  { session, screen }: Talk,
  { page, resolve }: { readonly page?: number; readonly resolve?: number },
): Promise<void> => {
  const { lines } = textsOf(session.locale);
  if (resolve !== undefined) {
    await session.people.resolve(resolve);
    return screen.print([lines.done()]);
  }
  const listed = await session.people.reports(page);
  await screen.print([
    lines.reports(pageOfList("reports", listed.length, page)),
    ...listed.map(
      ({ id, name, by_name, room, target, text, reason }) =>
        `  ${lines.report({ id, name, by: by_name, place: room && familiarPlaceOf(room), target, text: text && cleanLine(text).slice(0, longestQuote), reason })}`,
    ),
  ]);
};
