import type { Role } from "@beseda/protocol";

export interface InvitationWish {
  /** Role of the client that accepts it; `guest` lets in and no more. */
  readonly role: Role;
  readonly uses: number;
  readonly lastsMs: number;
  readonly by: string;
}

/**
 * Links that let somebody in, or give somebody a higher role: for so many uses, and for so long. Each use is
 * of one client: a client that entered with a link and redeems it afterwards, or comes again with it, has
 * used it once (IDN-2).
 *
 * An implementation MUST keep only the SHA-256 of a code. It MUST NOT give out more uses than there are,
 * however many ask at once and on whatever node, nor more than one to one client. Links that the server has
 * made for a first owner MUST be invalid from the moment at which there is one, however that came about
 * (IDN-7). A link MUST be of one log, as a `client_id` is. Each method may be refused with `accounts-busy`,
 * and has then done nothing.
 */
export interface Invitations {
  /** Makes a new one; its code is told once and kept by nobody here. */
  make(wish: InvitationWish): Promise<string>;
  /** Returns the role that it would give; undefined if it is not valid for this client. */
  roleFor(code: string, clientId: string): Promise<Role | undefined>;
  /** Uses one up for a client that enters, if it has not done so before; returns whether it may. */
  enter(code: string, clientId: string): Promise<boolean>;
  /**
   * Gives an account the role of the invitation: once, by the use with which its client entered, or by
   * another. Returns false if it is not valid for them.
   */
  redeem(code: string, clientId: string, role: Role): Promise<boolean>;
  /** Gives back the use of a client that was not let in after all. */
  giveBack(code: string, clientId: string): Promise<void>;
  /**
   * Passes an invitation that a guest has used and not redeemed to the account that they logged in to
   * (IDN-9).
   */
  passOn(guest: string, account: string): Promise<void>;
  /** Takes back the links that somebody has made, and their links for a new password (IDN-11). */
  withdrawAllOf(by: string): Promise<void>;
  /** Extends a link that gives that role to so long from now on; returns false if it is no longer valid. */
  renew(code: string, wish: Pick<InvitationWish, "role" | "lastsMs">): Promise<boolean>;
}
