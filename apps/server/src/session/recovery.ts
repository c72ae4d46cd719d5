import { ChatError } from "@beseda/protocol";
import { customerOf } from "../address.ts";
import type { Account } from "../identity/accounts.ts";
import type { Office } from "./office.ts";

/** The code of a link for a new password, and that password. */
export interface Recovery {
  readonly reset: string;
  readonly password: string;
}

/**
 * Sets the password of the account that a link is for (IDN-5): all that came by an earlier login of it ends.
 * @throws {ChatError} `bad-reset`, `rate`
 */
export const recover = async (office: Office, recovery: Recovery, address: string): Promise<Account> => {
  const { accounts, passwords, resets, tries } = office;
  tries.begin({ name: "", address: customerOf(address), isKnownPlace: true });
  const clientId = await resets.clientOf(recovery.reset);
  const account = clientId === undefined ? undefined : await accounts.ofClient(clientId);
  if (!account) throw new ChatError("bad-reset");
  const hash = await passwords.hash(recovery.password);
  if (!(await resets.use(recovery.reset, hash))) throw new ChatError("bad-reset");
  return account;
};
