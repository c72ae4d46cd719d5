import type { Role } from "@beseda/protocol";

export interface InvitationWish {
  /** What who accepts it becomes; `guest` lets in and no more. */
  readonly role: Role;
  readonly uses: number;
  readonly lastsMs: number;
  readonly by: string;
}

/**
 * Links that let somebody in, or make somebody more than they were: used so many times, good for so long. Each use is
 * of one client: who entered with a link and redeems it afterwards, or comes again with it, has used it once (IDN-2).
 *
 * An implementation MUST keep of a code its SHA-256 only. It MUST NOT give out more uses than there are, however many ask
 * at once and of whatever node, nor more than one to one client. Those that the server has made for a first owner MUST
 * be no longer valid from the moment at which there is one, however that came about (IDN-7). A link MUST be of one log, as a `client_id` is. Each
 * method may be refused with `accounts-busy`, and has then done nothing.
 */
export interface Invitations {
  /** A new one; its code is told once and kept by nobody here. */
  make(wish: InvitationWish): Promise<string>;
  /** What it would make of who redeems it; undefined where it is not good for this client. */
  roleFor(code: string, clientId: string): Promise<Role | undefined>;
  /** Uses one up for a client that enters, where it has not done so before; whether it may. */
  enter(code: string, clientId: string): Promise<boolean>;
  /**
   * Makes an account what the invitation makes of it: once, by the use with which its client entered, or by another.
   * False where it is not good for them.
   */
  redeem(code: string, clientId: string, role: Role): Promise<boolean>;
  /** Gives back what a client used up that was not let in after all. */
  giveBack(code: string, clientId: string): Promise<void>;
  /** What a guest has entered with and not redeemed goes along to the account that they have logged in to (IDN-9). */
  passOn(guest: string, account: string): Promise<void>;
  /** Takes back what somebody has made, and their links for a new password (IDN-11). */
  withdrawAllOf(by: string): Promise<void>;
  /** Lets a link that makes somebody that role last so long from now on; false where it is not good any more. */
  renew(code: string, wish: Pick<InvitationWish, "role" | "lastsMs">): Promise<boolean>;
}
