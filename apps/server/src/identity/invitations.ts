import { roleSchema, type Role } from "@beseda/protocol";
import { becoming, withoutLinksOf } from "./becoming.ts";
import type { Database, Statement } from "./database.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface InvitationWish {
  /** What who accepts it becomes; `guest` lets in and no more. */
  readonly role: Role;
  readonly uses: number;
  readonly lastsMs: number;
  readonly by: string;
}

export interface InvitationsParts {
  readonly database: Database;
  readonly log: string;
  readonly now: () => number;
}

/**
 * Links that let somebody in, or make somebody more than they were: used so many times, good for so long. Each use is
 * of one client: who entered with a link and redeems it afterwards, or comes again with it, has used it once (IDN-2).
 */
export class Invitations {
  readonly #database: Database;
  readonly #log: string;
  readonly #now: () => number;

  constructor({ database, log, now }: InvitationsParts) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
  }

  /** A new one; its code is told once and kept by nobody here. */
  async make({ role, uses, lastsMs, by }: InvitationWish): Promise<string> {
    const code = newToken();
    await this.#database.run(
      "INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?)",
      hashOf(code),
      this.#log,
      role,
      uses,
      this.#now() + lastsMs,
      by,
    );
    return code;
  }

  /** What it would make of who redeems it; undefined where it is not good for this client. */
  async roleFor(code: string, clientId: string): Promise<Role | undefined> {
    const row = await this.#database.get(
      `SELECT role FROM invitations LEFT JOIN invitation_uses USING (code_hash, log)
       WHERE code_hash = ? AND log = ? AND expires_ms > ? AND (uses_left > 0 OR client_id = ?)`,
      ...this.#keyOf(code),
      this.#now(),
      clientId,
    );
    return row && roleSchema.parse(row["role"]);
  }

  /** Uses one up for a client that enters, where it has not done so before; whether it may. */
  async enter(code: string, clientId: string): Promise<boolean> {
    if (await this.#database.transact(this.#use(code, clientId, 0))) return true;
    const used = await this.#database.get(
      "SELECT 1 FROM invitation_uses WHERE code_hash = ? AND log = ? AND client_id = ?",
      ...this.#keyOf(code),
      clientId,
    );
    return used !== undefined;
  }

  /**
   * Makes an account what the invitation makes of it: once, by the use with which its client entered, or by another.
   * False where it is not good for them.
   */
  async redeem(code: string, clientId: string, role: Role): Promise<boolean> {
    const become = becoming(role, this.#log, clientId);
    const entered: Statement = {
      sql: `UPDATE invitation_uses SET is_redeemed = 1
            WHERE code_hash = ? AND log = ? AND client_id = ? AND is_redeemed = 0
            AND EXISTS (SELECT 1 FROM invitations i WHERE i.code_hash = invitation_uses.code_hash AND i.expires_ms > ?)`,
      values: [...this.#keyOf(code), clientId, this.#now()],
      must: true,
    };
    const results =
      (await this.#database.transact([entered, ...become])) ??
      (await this.#database.transact([...this.#use(code, clientId, 1), ...become]));
    return results !== undefined;
  }

  /** Gives back what a client used up that was not let in after all. */
  async giveBack(code: string, clientId: string): Promise<void> {
    const key = this.#keyOf(code);
    await this.#database.transact([
      {
        sql: "DELETE FROM invitation_uses WHERE code_hash = ? AND log = ? AND client_id = ?",
        values: [...key, clientId],
        must: true,
      },
      {
        sql: "UPDATE invitations SET uses_left = uses_left + 1 WHERE code_hash = ? AND log = ?",
        values: key,
      },
    ]);
  }

  /** What a guest has entered with and not redeemed goes along to the account that they have logged in to (IDN-9). */
  async passOn(guest: string, account: string): Promise<void> {
    await this.#database.run(
      "UPDATE OR IGNORE invitation_uses SET client_id = ? WHERE log = ? AND client_id = ? AND is_redeemed = 0",
      account,
      this.#log,
      guest,
    );
  }

  /** Takes back what somebody has made, and their links for a new password (IDN-11). */
  async withdrawAllOf(by: string): Promise<void> {
    await this.#database.transact(withoutLinksOf(this.#log, by));
  }

  /** Takes back all that make somebody the owner: the first start prints a new one. */
  async forgetOwners(): Promise<void> {
    await this.#database.run("DELETE FROM invitations WHERE log = ? AND role = 'owner'", this.#log);
  }

  #keyOf(code: string): readonly [Uint8Array, string] {
    return [hashOf(code), this.#log];
  }

  /** One statement takes the use, so that the last one is taken once. */
  #use(code: string, clientId: string, isRedeemed: 0 | 1): readonly Statement[] {
    const key = this.#keyOf(code);
    const isGood = "code_hash = ? AND log = ? AND uses_left > 0 AND expires_ms > ?";
    return [
      {
        sql: `INSERT OR IGNORE INTO invitation_uses SELECT code_hash, log, ?, ? FROM invitations WHERE ${isGood}`,
        values: [clientId, isRedeemed, ...key, this.#now()],
        must: true,
      },
      {
        sql: `UPDATE invitations SET uses_left = uses_left - 1 WHERE ${isGood}`,
        values: [...key, this.#now()],
        must: true,
      },
    ];
  }
}
