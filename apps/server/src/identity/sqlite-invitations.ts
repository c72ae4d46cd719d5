import { roleSchema, type Role } from "@beseda/protocol";
import { becoming, withoutLinksOf } from "./becoming.ts";
import type { Statement } from "./database-messages.ts";
import type { Database } from "./database.ts";
import type { Invitations, InvitationWish } from "./invitations.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface SqliteInvitationsParts {
  readonly database: Database;
  readonly log: string;
  readonly now: () => number;
}

/** Invitations in `data/`: one statement takes a use, so that the last one is taken once. */
export class SqliteInvitations implements Invitations {
  readonly #database: Database;
  readonly #log: string;
  readonly #now: () => number;

  constructor({ database, log, now }: SqliteInvitationsParts) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
  }

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

  async enter(code: string, clientId: string): Promise<boolean> {
    if (await this.#database.transact(this.#use(code, clientId, 0))) return true;
    const used = await this.#database.get(
      "SELECT 1 FROM invitation_uses WHERE code_hash = ? AND log = ? AND client_id = ?",
      ...this.#keyOf(code),
      clientId,
    );
    return used !== undefined;
  }

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

  async passOn(guest: string, account: string): Promise<void> {
    await this.#database.run(
      "UPDATE OR IGNORE invitation_uses SET client_id = ? WHERE log = ? AND client_id = ? AND is_redeemed = 0",
      account,
      this.#log,
      guest,
    );
  }

  async withdrawAllOf(by: string): Promise<void> {
    await this.#database.transact(withoutLinksOf(this.#log, by));
  }

  async renew(code: string, { role, lastsMs }: Pick<InvitationWish, "role" | "lastsMs">): Promise<boolean> {
    const now = this.#now();
    const { changes } = await this.#database.run(
      `UPDATE invitations SET expires_ms = ?
       WHERE code_hash = ? AND log = ? AND role = ? AND uses_left > 0 AND expires_ms > ?`,
      now + lastsMs,
      ...this.#keyOf(code),
      role,
      now,
    );
    return changes > 0;
  }

  #keyOf(code: string): readonly [Uint8Array, string] {
    return [hashOf(code), this.#log];
  }

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
