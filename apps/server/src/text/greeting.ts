import type { EventLog } from "@beseda/log";
import { isOf, lobby, textsOf, type ChatError, type Limits } from "@beseda/protocol";
import type { Session } from "../session/session.ts";
import { waitingLines } from "./personal-lines.ts";
import type { Screen } from "./screen.ts";

export interface GreetingParts {
  readonly session: Session;
  readonly screen: Screen;
  readonly log: EventLog;
  readonly limits: Limits;
  /** What was wrong with the introduction. */
  readonly complaints: readonly ChatError[];
  /** Whether the first words were said already. */
  readonly isWelcomed: boolean;
}

/**
 * Greets a person who came: who they are, how to get help, what was said last (SES-1, SES-3).
 * Resolves with the `seq` that the records go on after.
 */
export const greet = async ({
  session,
  screen,
  log,
  limits,
  complaints,
  isWelcomed,
}: GreetingParts): Promise<number> => {
  const { greeting, lines } = textsOf(session.locale);
  const { clientId, name } = session;
  const { seq } = log.last;
  const query = { room: lobby, before: seq + 1, messages: limits.history_records };
  const recent = limits.history_records > 0 ? await session.membership.history(query) : [];
  const records = recent
    .map(({ record }) => record)
    .filter((record) => !(isOf(record, "connected") && record.session === session.id));
  await screen.print([
    ...(isWelcomed ? [] : [greeting()]),
    lines.you({ name, clientId, room: lobby }),
    lines.howTo(),
    lines.position(seq, limits.message_characters),
    records.length === 0 ? lines.noHistory(lobby) : lines.history(records.length, lobby),
  ]);
  await screen.again(records);
  await screen.print(waitingLines(session));
  await screen.print(complaints.map((complaint) => lines.refusal(complaint.in(session.locale))));
  return seq;
};
