import { ChatError, isAtLeast, procedures, type LoginListing } from "@beseda/protocol";
import { addressKey } from "../address.ts";
import { permit } from "../chat/permissions.ts";
import { invitationLink, resetLink } from "../identity/links.ts";
import type { Session } from "../session/session.ts";
import type { Services } from "./context.ts";
import { procedure, router } from "./procedure.ts";
import { sessionsOf } from "./target.ts";

const declared = procedures.account;

/** How long a link for a new password is valid. */
const resetMs = 86_400_000;

/** Procedures for the account that somebody has, or wants to have. */
export const account = router({
  /** Registers the name of this session with a password. */
  register: procedure
    .input(declared.register.input)
    .mutation(async ({ ctx: { session, services }, input: { password, name: asked } }) => {
      const { chat, identity, sessions } = services;
      const { clientId, address } = session;
      permit(session.actor, "account");
      if (identity.accounts.roleOf(clientId) !== "guest") throw new ChatError("already-registered");
      // Decisions run ahead of the disk: according to them the name is this client's alone.
      const name = chat.nameOf(clientId);
      if (name === undefined) throw new ChatError("session-ended");
      if (asked !== undefined && asked !== name) throw new ChatError("name-changed", name);
      const { role } = await sessions.registrar.register({ clientId, name, password, address });
      audit(session, "registered");
      return { name, role };
    }),
  /** Logs in to an account. A session belongs to one client: it ends, and the token starts one of another. */
  login: procedure
    .input(declared.login.input)
    .mutation(async ({ ctx: { session, services }, input: credentials }) => {
      const { sessions, identity } = services;
      const { accounts, invitations } = identity;
      const { via, client, address, clientId } = session;
      const found = await sessions.authenticator.logIn(credentials, address).catch((error: unknown) => {
        // A client that only was too fast has tried no password: that is summed up with the other refusals.
        if (error instanceof ChatError && error.code === "wrong-login") audit(session, "login refused");
        throw error;
      });
      if (accounts.roleOf(clientId) === "guest") await invitations.passOn(clientId, found.clientId);
      const { token } = await accounts.issue(found.clientId, { via, client, address });
      audit(session, "logged in", { as: found.clientId });
      return { token, client_id: found.clientId, name: found.name };
    }),
  /** Makes the token of this session invalid, and ends all sessions that came with it. */
  logout: procedure.mutation(async ({ ctx: { session, services } }) => {
    await services.identity.accounts.revoke([session.loginId]);
    audit(session, "logged out");
  }),
  /** Sets a new password; every other login of the account ends, this session goes on. */
  password: procedure
    .input(declared.password.input)
    .mutation(async ({ ctx: { session, services }, input }) => {
      const { accounts } = services.identity;
      const { passwords, attempts } = services.sessions.authenticator;
      const { clientId, loginId } = session;
      const own = await accounts.ofClient(clientId);
      if (!own) throw new ChatError("not-registered");
      const attempt = { name: own.name, address: addressKey(session.address), isKnownAddress: true };
      await attempts.begin(attempt);
      const { fits } = await passwords.verify(input.old.normalize("NFKC"), own.password);
      if (!fits) {
        await attempts.failed(attempt);
        throw new ChatError("wrong-login");
      }
      await accounts.setPassword(clientId, await passwords.hash(input.new));
      const others = (await accounts.logins(clientId)).map(({ id }) => id).filter((id) => id !== loginId);
      await accounts.revoke(others);
      audit(session, "password changed");
    }),
  /** Lists where one is logged in. */
  sessions: procedure.query(async ({ ctx: { session, services } }): Promise<LoginListing[]> => {
    const { clientId, loginId } = session;
    const open = sessionsOf(services, clientId);
    return (await services.identity.accounts.logins(clientId)).map((login) => ({
      id: login.id,
      via: login.via,
      client: login.client,
      address: login.address,
      since: new Date(login.issuedMs).toISOString(),
      seen: new Date(login.seenMs).toISOString(),
      open: open.filter((one) => one.loginId === login.id).map(({ address }) => address),
      current: login.id === loginId,
    }));
  }),
  /** Ends one login of one's own. */
  end: procedure.input(declared.end.input).mutation(async ({ ctx: { session, services }, input: { id } }) => {
    const logins = await services.identity.accounts.logins(session.clientId);
    if (!logins.some((login) => login.id === id)) throw new ChatError("no-such-session", id);
    await services.identity.accounts.revoke([id]);
    audit(session, "login ended", { login: id });
  }),
  /** Takes the role that an invitation gives; needs an account if that is more than a guest. */
  redeem: procedure
    .input(declared.redeem.input)
    .mutation(async ({ ctx: { session, services }, input: { invitation: code } }) => {
      const { accounts, invitations } = services.identity;
      const { attempts } = services.sessions.authenticator;
      const { clientId } = session;
      if (accounts.roleOf(clientId) === "guest") throw new ChatError("not-registered");
      await attempts.begin({ name: clientId, address: addressKey(session.address), isKnownAddress: true });
      const role = await invitations.roleFor(code, clientId);
      const isMore = role !== undefined && !isAtLeast(accounts.roleOf(clientId), role);
      const becomes = isMore ? role : accounts.roleOf(clientId);
      if (!role || !(await invitations.redeem(code, clientId, becomes)))
        throw new ChatError("bad-invitation");
      await accounts.refresh();
      audit(session, "role given by invitation", { role });
      return { role: accounts.roleOf(clientId) };
    }),
  /** Makes a link by which somebody who forgot a password chooses a new one. */
  reset: procedure
    .input(declared.reset.input)
    .mutation(async ({ ctx: { session, services }, input: { name } }) => {
      const { accounts, resets } = services.identity;
      permit(session.actor, "reset");
      const found = await accounts.find(name);
      if (!found) throw new ChatError("nobody", name);
      const own = session.actor.role ?? "guest";
      // Setting a password allows acting as its owner: nobody may do so whose role is not above theirs.
      if (own !== "owner" && isAtLeast(found.role, own)) throw new ChatError("not-permitted");
      const { clientId } = found;
      const code = await resets.make({ clientId, lastsMs: resetMs, by: session.clientId });
      audit(session, "reset made", { target: clientId });
      return { name: found.name, ...linkTo(services, (address) => resetLink(address, code)) };
    }),
  /** Sets a password by such a link; every login of that account ends. */
  recover: procedure
    .input(declared.recover.input)
    .mutation(async ({ ctx: { session, services }, input: recovery }) => {
      const { authenticator } = services.sessions;
      const { clientId, name } = await authenticator.recover(recovery, session.address);
      audit(session, "password reset", { target: clientId });
      return { name };
    }),
  /** Makes a link that lets somebody in. */
  invitation: procedure
    .input(declared.invitation.input)
    .mutation(async ({ ctx: { session, services }, input: { role, uses, lasts_ms } }) => {
      permit(session.actor, "invitation");
      const own = session.actor.role ?? "guest";
      // Nobody gives somebody else a role that their own is not above.
      if (own !== "owner" && isAtLeast(role, own)) throw new ChatError("not-permitted");
      const { invitations } = services.identity;
      const code = await invitations.make({ role, uses, lastsMs: lasts_ms, by: session.clientId });
      audit(session, "invitation made", { role, uses });
      return linkTo(services, (address) => invitationLink(address, code));
    }),
});

/**
 * A link for somebody else; if the operator has not named its address, a page knows better how it can be
 * reached.
 */
const linkTo = ({ webAddress, isAddressNamed }: Services, linkAt: (address: string) => string) => ({
  link: linkAt(webAddress()),
  named: isAddressNamed,
});

const audit = (session: Session, event: string, more: object = {}): void => {
  session.logger.info({ audit: event, ...more }, event);
};
