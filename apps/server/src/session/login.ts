import { ChatError, type Credentials } from "@beseda/protocol";
import type { Account } from "../identity/accounts.ts";
import { customerOf } from "../address.ts";
import type { Office } from "./office.ts";

/**
 * The account that a name and a password are of.
 * @throws {ChatError} `wrong-login`, the same and after the same time whether or not there is such an account; `rate`
 */
export const logIn = async (
  { accounts, passwords, tries }: Office,
  { name, password }: Credentials,
  address: string,
): Promise<Account> => {
  const account = await accounts.find(name);
  const customer = customerOf(address);
  const places = account ? await accounts.places(account.clientId) : [];
  const isKnownPlace = places.some((address) => customerOf(address) === customer);
  const attempt = { name, address: customer, isKnownPlace };
  tries.begin(attempt);
  const { fits, isOutdated } = await passwords.verify(password.normalize("NFKC"), account?.password);
  if (!account || !fits) {
    tries.failed(attempt);
    throw new ChatError("wrong-login");
  }
  tries.succeeded(attempt);
  if (isOutdated)
    await accounts.setPassword(account.clientId, await passwords.hash(password.normalize("NFKC")));
  return account;
};
