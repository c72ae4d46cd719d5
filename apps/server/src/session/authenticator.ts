import { ChatError, passwordSchema, type Credentials, type Introduction } from "@beseda/protocol";
import { addressKey } from "../address.ts";
import type { Account, Login, Use } from "../identity/accounts.ts";
import type { ClientNumbers } from "../identity/client-numbers.ts";
import type { Identity } from "../identity/identity.ts";
import type { Passwords } from "../identity/passwords.ts";
import type { LoginAttempts } from "../limits/login-attempts.ts";

/** People who may enter: anybody; accounts and the invited; the invited and anybody known. */
export type Access = "open" | "guests-off" | "invite";

/**
 * Somebody who is let in: their login is durable already, so that nothing that fails later leaves a ghost.
 */
export interface Entry {
  readonly login: Login;
  readonly token: string;
  /** Name of the account. */
  readonly name: string | undefined;
  /** Undoes what the entry cost, if they were not let in after all (SES-12). */
  withdraw(): Promise<void>;
}

/** The code of a link for a new password, and that password. */
export interface Recovery {
  readonly reset: string;
  readonly password: string;
}

export interface AuthenticatorParts {
  readonly identity: Pick<Identity, "accounts" | "invitations" | "resets" | "bans">;
  /** Gives the numbers of newcomers. */
  readonly numbers: ClientNumbers;
  readonly passwords: Passwords;
  readonly attempts: LoginAttempts;
  readonly access: Access;
  /** Returns the client whose account has a name, or one that looks the same. */
  readonly holderOf: (name: string) => string | undefined;
}

type Known = Omit<Entry, "withdraw">;

/** Decides who is let in, and as whom. */
export class Authenticator {
  readonly passwords: Passwords;
  readonly attempts: LoginAttempts;
  readonly #parts: AuthenticatorParts;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
    this.passwords = parts.passwords;
    this.attempts = parts.attempts;
  }

  /**
   * Lets in somebody who is known, or a new guest.
   * @throws {ChatError} `banned`, `login-required`, `invitation-required`, `bad-invitation`, `wrong-login`,
   * `rate`, `accounts-busy`, `name-registered`
   */
  async admit(introduction: Introduction, use: Use): Promise<Entry> {
    const { access, identity, numbers } = this.#parts;
    const { accounts } = identity;
    const known = await this.#knownBy(introduction, use);
    const role = known ? accounts.roleOf(known.login.clientId) : "guest";
    this.#refuseBanned(use.address, role === "owner" || role === "admin");
    if (!known) this.#refuseRegistered(introduction);
    const isEnough = access === "guests-off" ? role !== "guest" : known !== undefined;
    const clientId = known?.login.clientId ?? (await numbers.next());
    const giveBack =
      access === "open" || isEnough ? undefined : await this.#invited(introduction.invitation, clientId);
    if (known) return { ...known, withdraw: async () => giveBack?.() };
    try {
      const { login, token } = await accounts.issue(clientId, use);
      const withdraw = async (): Promise<void> => {
        await giveBack?.();
        await accounts.revoke([login.id]);
      };
      return { login, token, name: undefined, withdraw };
    } catch (error) {
      await giveBack?.();
      throw error;
    }
  }

  /**
   * Returns the account of a name and a password.
   * @throws {ChatError} `wrong-login`, the same and after the same time whether or not there is such an
   * account; `rate`
   */
  async logIn({ name, password }: Credentials, address: string): Promise<Account> {
    const { identity, passwords, attempts } = this.#parts;
    const { accounts } = identity;
    const account = await accounts.find(name);
    const key = addressKey(address);
    const addresses = account ? await accounts.addressesOf(account.clientId) : [];
    const isKnownAddress = addresses.some((known) => addressKey(known) === key);
    const attempt = { name, address: key, isKnownAddress };
    await attempts.begin(attempt);
    const { fits, isOutdated } = await passwords.verify(password.normalize("NFKC"), account?.password);
    if (!account || !fits) {
      await attempts.failed(attempt);
      throw new ChatError("wrong-login");
    }
    await attempts.succeeded(attempt);
    if (isOutdated)
      await accounts.setPassword(account.clientId, await passwords.hash(password.normalize("NFKC")));
    return account;
  }

  /**
   * Sets the password of the account that a link is for (IDN-5): every session from an earlier login ends.
   * @throws {ChatError} `bad-reset`, `rate`
   */
  async recover({ reset, password }: Recovery, address: string): Promise<Account> {
    const { identity, passwords, attempts } = this.#parts;
    const { accounts, resets } = identity;
    await attempts.begin({ name: "", address: addressKey(address), isKnownAddress: true });
    const owner = await resets.clientOf(reset);
    const account = owner === undefined ? undefined : await accounts.ofClient(owner);
    if (!account) throw new ChatError("bad-reset");
    const hash = await passwords.hash(password);
    if (!(await resets.use(reset, hash))) throw new ChatError("bad-reset");
    return account;
  }

  /** Stops trying passwords. */
  close(): void {
    this.passwords.close();
  }

  /** Uses an invitation up, whatever role it gives; returns a function that gives it back. */
  async #invited(code: string | undefined, clientId: string): Promise<() => Promise<void>> {
    const { access, identity } = this.#parts;
    if (code === undefined)
      throw new ChatError(access === "invite" ? "invitation-required" : "login-required");
    const { invitations } = identity;
    if (!(await invitations.enter(code, clientId))) throw new ChatError("bad-invitation");
    return () => invitations.giveBack(code, clientId);
  }

  async #knownBy(introduction: Introduction, use: Use): Promise<Known | undefined> {
    const { token, name, password, reset } = introduction;
    const { identity, holderOf } = this.#parts;
    const { accounts } = identity;
    if (reset !== undefined) {
      const chosen = passwordSchema.safeParse(password);
      if (!chosen.success) throw new ChatError("bad-password");
      const account = await this.recover({ reset, password: chosen.data }, use.address);
      return { ...(await accounts.issue(account.clientId, use)), name: account.name };
    }
    if (name !== undefined && password !== undefined) {
      const account = await this.logIn({ name, password }, use.address);
      return { ...(await accounts.issue(account.clientId, use)), name: account.name };
    }
    if (token === undefined) return undefined;
    const login = await accounts.resume(token, use);
    if (!login) {
      // A person who believes that they are logged in must not become a guest with a number behind the name.
      if (name !== undefined && holderOf(name) !== undefined) throw new ChatError("login-ended", name);
      return undefined;
    }
    return { login, token, name: (await accounts.ofClient(login.clientId))?.name };
  }

  /**
   * Refuses a newcomer whose wanted name is registered, if they prefer that to another name: they are to log
   * in.
   */
  #refuseRegistered({ name, registered }: Introduction): void {
    if (name !== undefined && registered === "refuse" && this.#parts.holderOf(name) !== undefined)
      throw new ChatError("name-registered", name);
  }

  #refuseBanned(address: string, isTrusted: boolean): void {
    const ban = isTrusted ? undefined : this.#parts.identity.bans.of(address);
    if (!ban) return;
    const until = ban.untilMs >= Number.MAX_SAFE_INTEGER ? "" : new Date(ban.untilMs).toISOString();
    throw new ChatError("banned", until, ban.reason);
  }
}
