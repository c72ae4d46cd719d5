import { ChatError, type Role } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import type { Target } from "../chat/command.ts";
import { onlineClient } from "../chat/standing.ts";
import type { Clock } from "../clock.ts";
import type { Accounts } from "../identity/accounts.ts";
import type { AddressBans } from "../identity/address-bans.ts";
import type { Invitations } from "../identity/invitations.ts";
import type { ClientNumbers } from "../identity/client-numbers.ts";
import type { Passwords } from "../identity/passwords.ts";
import type { Resets } from "../identity/resets.ts";
import type { Effects } from "./effects.ts";
import type { LoginTries } from "./login-tries.ts";
import type { Principal } from "./principal.ts";

/** What is shared by all who register, log in, invite and moderate. */
export interface Office {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly invitations: Invitations;
  readonly resets: Resets;
  /** Of newcomers. */
  readonly numbers: ClientNumbers;
  readonly bans: AddressBans;
  readonly tries: LoginTries;
  /** Address of the web client, for links. */
  readonly webAddress: () => string;
  /** Whether the operator has named that address: else it is what this machine calls itself. */
  readonly isAddressNamed: boolean;
  /** All open sessions. */
  readonly sessions: () => Iterable<Principal>;
  /** What becomes of sessions by what is written. */
  readonly effects: Effects;
}

export const sessionsOf = ({ sessions }: Office, clientId: string): readonly Principal[] =>
  [...sessions()].filter((session) => session.clientId === clientId);

/**
 * The same, or a guest who was here: by their `client_id` alone, since their name may be another's by now.
 * @throws {ChatError} `nobody`
 */
export const anybodyOf = async (office: Office, name: string): Promise<Target> => {
  const { state } = office.chat;
  const number = Number(/^Client_(?<number>\d+)$/u.exec(name)?.groups?.["number"] ?? 0);
  const isGone = number > 0 && number <= state.lastClient && !state.online.has(name);
  if (!isGone) return targetOf(office, name);
  const account = await office.accounts.ofClient(name);
  return { client_id: name, name: account?.name ?? name, role: office.accounts.roleOf(name) };
};

/**
 * Somebody by name or `client_id`: who is online, who has an account, or who is banned.
 * @throws {ChatError} `nobody`
 */
export const targetOf = async ({ chat, accounts }: Office, name: string): Promise<Target> => {
  const { state } = chat;
  const online = onlineClient(state, name);
  const account = online === undefined ? await accounts.find(name) : await accounts.ofClient(online);
  const client_id = online ?? account?.clientId ?? (state.bans.has(name) ? name : undefined);
  if (client_id === undefined) throw new ChatError("nobody", name);
  const role: Role = accounts.roleOf(client_id);
  return { client_id, name: state.online.get(client_id)?.name ?? account?.name ?? client_id, role };
};
