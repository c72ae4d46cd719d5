import { ChatError } from "@beseda/protocol";
import { customerOf } from "../address.ts";
import type { Account } from "../identity/accounts.ts";
import type { Office } from "./office.ts";
import type { Principal } from "./principal.ts";

/** The code of a link for a new password, and that password. */
export interface Recovery {
  readonly reset: string;
  readonly password: string;
}

/**
 * Sets the password of the account that a link is for (IDN-5), and ends all that came by an earlier login of it: its
 * owner is told why (IDN-6).
 * @throws {ChatError} `bad-reset`, `rate`
 */
export const recover = async (office: Office, recovery: Recovery, address: string): Promise<Account> => {
  const { accounts, passwords, resets, tries } = office;
  tries.begin({ name: "", address: customerOf(address), isKnownPlace: true });
  const clientId = await resets.clientOf(recovery.reset);
  const account = clientId === undefined ? undefined : await accounts.ofClient(clientId);
  if (!account) throw new ChatError("bad-reset");
  const hash = await passwords.hash(recovery.password);
  const lastLogin = await resets.use(recovery.reset, hash);
  if (lastLogin === undefined) throw new ChatError("bad-reset");
  // Who comes with the new password has a login that is newer.
  const whose = ({ clientId, loginId }: Principal): boolean =>
    clientId === account.clientId && loginId <= lastLogin;
  // An answer that is on its way to the one who asks goes out first.
  setImmediate(() => void office.evict({ whose, close: "passwordReset" }).catch(() => undefined));
  return account;
};
