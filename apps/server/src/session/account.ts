import { ChatError, isAtLeast, type Credentials, type LoginListing, type Role } from "@beseda/protocol";
import { permit } from "../chat/permissions.ts";
import { customerOf } from "../address.ts";
import { logIn } from "./login.ts";
import { recover, type Recovery } from "./recovery.ts";
import { sessionsOf, type Office } from "./office.ts";
import type { Principal } from "./principal.ts";

/** What a login gives: connect again with the token, and you are that client. */
export interface LoggedIn {
  readonly token: string;
  readonly client_id: string;
  readonly name: string;
}

export interface InvitationTerms {
  readonly role: Role;
  readonly uses: number;
  readonly lasts_ms: number;
}

/** A link for somebody else. */
export interface MadeLink {
  readonly link: string;
  /** Whether the operator named the address in it; else a page knows better at what address it can be reached. */
  readonly named: boolean;
}

const resetMs = 86_400_000;

/** The account of one session's client: what it can do for itself. */
export class SessionAccount {
  readonly #session: Principal;
  readonly #office: Office;

  constructor(session: Principal, office: Office) {
    this.#session = session;
    this.#office = office;
  }

  /**
   * Keeps the session's name for its client, behind a password.
   * @param asked the name as who asks saw it: another one is not kept (CLI-7)
   */
  async register(password: string, asked?: string): Promise<{ readonly name: string; readonly role: Role }> {
    const { accounts, chat, passwords, tries } = this.#office;
    const { clientId } = this.#session;
    if (accounts.roleOf(clientId) !== "guest") throw new ChatError("already-registered");
    // Decisions run ahead of the disk: by theirs the name is this client's alone, and from here on it is held (IDN-8).
    const name = chat.nameOf(clientId);
    if (name === undefined) throw new ChatError("session-ended");
    if (asked !== undefined && asked !== name) throw new ChatError("name-changed", name);
    tries.begin({ name, address: customerOf(this.#session.address), isKnownPlace: true });
    const hash = async (): Promise<string> => {
      await chat.settled();
      return passwords.hash(password);
    };
    const { role } = await accounts.create({ clientId, name, password: hash });
    this.#audit("registered");
    return { name, role };
  }

  /** A login of an account. A session stays of one client: it ends, and goes on with the token as another. */
  async login(credentials: Credentials): Promise<LoggedIn> {
    const { via, client, address } = this.#session;
    const account = await logIn(this.#office, credentials, address).catch((error: unknown) => {
      // Who only was too fast has tried no password: that is summed up with the other refusals.
      if (error instanceof ChatError && error.code === "wrong-login") this.#audit("login refused");
      throw error;
    });
    const { accounts, invitations } = this.#office;
    if (accounts.roleOf(this.#session.clientId) === "guest")
      await invitations.passOn(this.#session.clientId, account.clientId);
    const { token } = await accounts.issue(account.clientId, { via, client, address });
    this.#audit("logged in", { as: account.clientId });
    return { token, client_id: account.clientId, name: account.name };
  }

  /** The token of this session is good no more, and all sessions that came with it end. */
  async logout(): Promise<void> {
    await this.#office.accounts.revoke([this.#session.loginId]);
    this.#audit("logged out");
  }

  /** A new password; every other login of the account ends, this session goes on. */
  async changePassword(old: string, password: string): Promise<void> {
    const { accounts, passwords, tries } = this.#office;
    const { clientId, loginId } = this.#session;
    const account = await accounts.ofClient(clientId);
    if (!account) throw new ChatError("not-registered");
    const address = customerOf(this.#session.address);
    const attempt = { name: account.name, address, isKnownPlace: true };
    tries.begin(attempt);
    const { fits } = await passwords.verify(old.normalize("NFKC"), account.password);
    if (!fits) {
      tries.failed(attempt);
      throw new ChatError("wrong-login");
    }
    await accounts.setPassword(clientId, await passwords.hash(password));
    const others = (await accounts.logins(clientId)).map(({ id }) => id).filter((id) => id !== loginId);
    await this.#office.accounts.revoke(others);
    this.#audit("password changed");
  }

  async logins(): Promise<readonly LoginListing[]> {
    const { clientId, loginId } = this.#session;
    const open = sessionsOf(this.#office, clientId);
    return (await this.#office.accounts.logins(clientId)).map((login) => ({
      id: login.id,
      via: login.via,
      client: login.client,
      address: login.address,
      since: new Date(login.issuedMs).toISOString(),
      seen: new Date(login.seenMs).toISOString(),
      open: open.filter((session) => session.loginId === login.id).map(({ address }) => address),
      current: login.id === loginId,
    }));
  }

  /** Ends one login of one's own. */
  async end(id: number): Promise<void> {
    const logins = await this.#office.accounts.logins(this.#session.clientId);
    if (!logins.some((login) => login.id === id)) throw new ChatError("no-such-session", id);
    await this.#office.accounts.revoke([id]);
    this.#audit("login ended", { login: id });
  }

  /** Becomes what an invitation makes of one; needs an account where that is more than a guest. */
  async redeem(code: string): Promise<{ readonly role: Role }> {
    const { accounts, invitations, tries } = this.#office;
    const { clientId } = this.#session;
    if (accounts.roleOf(clientId) === "guest") throw new ChatError("not-registered");
    tries.begin({ name: clientId, address: customerOf(this.#session.address), isKnownPlace: true });
    const role = await invitations.roleFor(code, clientId);
    const isMore = role !== undefined && !isAtLeast(accounts.roleOf(clientId), role);
    const becomes = isMore ? role : accounts.roleOf(clientId);
    if (!role || !(await invitations.redeem(code, clientId, becomes))) throw new ChatError("bad-invitation");
    await accounts.refresh();
    this.#audit("role given by invitation", { role });
    return { role: accounts.roleOf(clientId) };
  }

  /** A link that lets somebody in. */
  async invitation({ role, uses, lasts_ms }: InvitationTerms): Promise<MadeLink> {
    const { invitations } = this.#office;
    permit(this.#session.actor, "invitation");
    const own = this.#session.actor.role ?? "guest";
    // Nobody makes somebody else what they are not above.
    if (own !== "owner" && isAtLeast(role, own)) throw new ChatError("not-permitted");
    const code = await invitations.make({ role, uses, lastsMs: lasts_ms, by: this.#session.clientId });
    this.#audit("invitation made", { role, uses });
    return this.#made((address) => invitationLink(address, code));
  }

  /** A link by which somebody who forgot a password chooses a new one. */
  async reset(name: string): Promise<MadeLink & { readonly name: string }> {
    const { accounts, resets } = this.#office;
    permit(this.#session.actor, "reset");
    const account = await accounts.find(name);
    if (!account) throw new ChatError("nobody", name);
    const own = this.#session.actor.role ?? "guest";
    // Who sets a password can be whose it is: nobody gets to be who they are not above.
    if (own !== "owner" && isAtLeast(account.role, own)) throw new ChatError("not-permitted");
    const { clientId } = account;
    const code = await resets.make({ clientId, lastsMs: resetMs, by: this.#session.clientId });
    this.#audit("reset made", { target: clientId });
    return { name: account.name, ...this.#made((address) => resetLink(address, code)) };
  }

  #made(linkAt: (address: string) => string): MadeLink {
    const { webAddress, isAddressNamed } = this.#office;
    return { link: linkAt(webAddress()), named: isAddressNamed };
  }

  /** Sets a password by such a link; every login of that account ends. */
  async recover(recovery: Recovery): Promise<{ readonly name: string }> {
    const { clientId, name } = await recover(this.#office, recovery, this.#session.address);
    this.#audit("password reset", { target: clientId });
    return { name };
  }

  #audit(event: string, more: object = {}): void {
    this.#session.logger.info({ audit: event, ...more }, event);
  }
}

/** What stands behind `#` is never sent to a server, nor written into its logs. */
export const invitationLink = (web: string, code: string): string => `${web}/#invitation=${code}`;

/** As `invitationLink`, for a new password. */
export const resetLink = (web: string, code: string): string => `${web}/#reset=${code}`;
