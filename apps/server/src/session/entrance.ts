import { ChatError, type Introduction } from "@beseda/protocol";
import type { Login, Use } from "../identity/accounts.ts";
import { logIn } from "./login.ts";
import type { Office } from "./office.ts";

/** Who may enter: anybody; who has an account; who was invited or has an account. */
export type Access = "open" | "guests-off" | "invite";

/** Somebody who was here before, or has an account. */
export interface Known {
  readonly login: Login;
  readonly token: string;
  /** Of the account. */
  readonly name: string | undefined;
}

/** Decides who comes in, and as whom. */
export class Entrance {
  readonly #office: Office;
  readonly #access: Access;

  constructor(office: Office, access: Access) {
    this.#office = office;
    this.#access = access;
  }

  /**
   * Somebody who is known, or undefined for a new guest.
   * @throws {ChatError} `banned`, `login-required`, `invitation-required`, `bad-invitation`, `wrong-login`, `rate`
   */
  async admit(introduction: Introduction, use: Use): Promise<Known | undefined> {
    const known = await this.#knownBy(introduction, use);
    const role = known ? this.#office.accounts.roleOf(known.login.clientId) : "guest";
    this.#refuseBanned(use.address, role === "owner" || role === "admin");
    const isEnough = this.#access === "guests-off" ? role !== "guest" : known !== undefined;
    if (this.#access === "open" || isEnough) return known;
    if (introduction.invitation === undefined)
      throw new ChatError(this.#access === "invite" ? "invitation-required" : "login-required");
    if (!this.#mayEnterWith(introduction.invitation)) throw new ChatError("bad-invitation");
    return known;
  }

  /** One that makes more of somebody than a guest is used up when they accept it, not by entering. */
  #mayEnterWith(code: string): boolean {
    const { invitations } = this.#office;
    const role = invitations.roleOf(code);
    return role === "guest" ? invitations.accept(code) !== undefined : role !== undefined;
  }

  async #knownBy({ token, name, password }: Introduction, use: Use): Promise<Known | undefined> {
    const { accounts } = this.#office;
    if (name !== undefined && password !== undefined) {
      const account = await logIn(this.#office, { name, password }, use.address);
      return { ...(await accounts.issue(account.clientId, use)), name: account.name };
    }
    const login = token === undefined ? undefined : await accounts.resume(token, use);
    if (!login || token === undefined) return undefined;
    return { login, token, name: (await accounts.ofClient(login.clientId))?.name };
  }

  #refuseBanned(address: string, isTrusted: boolean): void {
    const ban = isTrusted ? undefined : this.#office.bans.of(address);
    if (!ban) return;
    const until = ban.untilMs >= Number.MAX_SAFE_INTEGER ? "" : new Date(ban.untilMs).toISOString();
    throw new ChatError("banned", until, ban.reason);
  }
}
