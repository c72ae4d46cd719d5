import { ChatError, passwordSchema, type Introduction } from "@beseda/protocol";
import type { Login, Use } from "../identity/accounts.ts";
import { logIn } from "./login.ts";
import { recover } from "./recovery.ts";
import type { Office } from "./office.ts";

/** Who may enter: anybody; who has an account; who was invited or has an account. */
export type Access = "open" | "guests-off" | "invite";

/** Who comes in: what they will be known by is durable already, so that nothing that fails later leaves a ghost. */
export interface Entry {
  readonly login: Login;
  readonly token: string;
  /** Of the account. */
  readonly name: string | undefined;
  /** Undoes what the entry cost, where they were not let in after all (SES-12). */
  withdraw(): Promise<void>;
}

type Known = Omit<Entry, "withdraw">;

/** Decides who comes in, and as whom. */
export class Entrance {
  readonly #office: Office;
  readonly #access: Access;

  constructor(office: Office, access: Access) {
    this.#office = office;
    this.#access = access;
  }

  /**
   * Somebody who is known, or a new guest.
   * @throws {ChatError} `banned`, `login-required`, `invitation-required`, `bad-invitation`, `wrong-login`, `rate`,
   * `accounts-busy`, `name-registered`
   */
  async admit(introduction: Introduction, use: Use): Promise<Entry> {
    const known = await this.#knownBy(introduction, use);
    const role = known ? this.#office.accounts.roleOf(known.login.clientId) : "guest";
    this.#refuseBanned(use.address, role === "owner" || role === "admin");
    if (!known) this.#refuseRegistered(introduction);
    const isEnough = this.#access === "guests-off" ? role !== "guest" : known !== undefined;
    const clientId = known?.login.clientId ?? this.#office.numbers.next();
    const giveBack =
      this.#access === "open" || isEnough
        ? undefined
        : await this.#invited(introduction.invitation, clientId);
    if (known) return { ...known, withdraw: async () => giveBack?.() };
    try {
      const { login, token } = await this.#office.accounts.issue(clientId, use);
      const withdraw = async (): Promise<void> => {
        await giveBack?.();
        await this.#office.accounts.revoke([login.id]);
      };
      return { login, token, name: undefined, withdraw };
    } catch (error) {
      await giveBack?.();
      throw error;
    }
  }

  /** Uses an invitation up, whatever it makes of who redeems it; returns how to give it back. */
  async #invited(code: string | undefined, clientId: string): Promise<() => Promise<void>> {
    if (code === undefined)
      throw new ChatError(this.#access === "invite" ? "invitation-required" : "login-required");
    const { invitations } = this.#office;
    if (!(await invitations.enter(code, clientId))) throw new ChatError("bad-invitation");
    return () => invitations.giveBack(code, clientId);
  }

  async #knownBy(introduction: Introduction, use: Use): Promise<Known | undefined> {
    const { token, name, password, reset } = introduction;
    const { accounts } = this.#office;
    if (reset !== undefined) {
      const chosen = passwordSchema.safeParse(password);
      if (!chosen.success) throw new ChatError("bad-password");
      const account = await recover(this.#office, { reset, password: chosen.data }, use.address);
      return { ...(await accounts.issue(account.clientId, use)), name: account.name };
    }
    if (name !== undefined && password !== undefined) {
      const account = await logIn(this.#office, { name, password }, use.address);
      return { ...(await accounts.issue(account.clientId, use)), name: account.name };
    }
    if (token === undefined) return undefined;
    const login = await accounts.resume(token, use);
    if (!login) {
      // Who thinks that they are logged in as somebody is not to find themselves a guest with a number behind the name.
      if (name !== undefined && accounts.holderOf(name) !== undefined)
        throw new ChatError("login-ended", name);
      return undefined;
    }
    return { login, token, name: (await accounts.ofClient(login.clientId))?.name };
  }

  /** Who would be somebody else of that name, and does not want to be, is asked to log in. */
  #refuseRegistered({ name, registered }: Introduction): void {
    if (name !== undefined && registered === "refuse" && this.#office.accounts.holderOf(name) !== undefined)
      throw new ChatError("name-registered", name);
  }

  #refuseBanned(address: string, isTrusted: boolean): void {
    const ban = isTrusted ? undefined : this.#office.bans.of(address);
    if (!ban) return;
    const until = ban.untilMs >= Number.MAX_SAFE_INTEGER ? "" : new Date(ban.untilMs).toISOString();
    throw new ChatError("banned", until, ban.reason);
  }
}
