import type { DatabaseSync } from "node:sqlite";
import { roleSchema, type Role } from "@beseda/protocol";
import { z } from "zod";
import { hashOf, newToken } from "./tokens.ts";

export interface InvitationWish {
  /** What who accepts it becomes; `guest` lets in and no more. */
  readonly role: Role;
  readonly uses: number;
  readonly lastsMs: number;
  readonly by: string;
}

const rowSchema = z.object({ role: roleSchema });

/** Links that let somebody in, or make somebody more than they were: used so many times, good for so long. */
export class Invitations {
  readonly #database: DatabaseSync;
  readonly #log: string;
  readonly #now: () => number;

  constructor(database: DatabaseSync, log: string, now: () => number) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
  }

  /** A new one; its code is told once and kept by nobody here. */
  make({ role, uses, lastsMs, by }: InvitationWish): string {
    const code = newToken();
    this.#database
      .prepare("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?)")
      .run(hashOf(code), this.#log, role, uses, this.#now() + lastsMs, by);
    return code;
  }

  /** Uses one up: what it makes of who accepts it; undefined where it is not good. */
  accept(code: string): Role | undefined {
    // One statement, so that the last use is used once.
    const row = this.#database
      .prepare(
        `UPDATE invitations SET uses_left = uses_left - 1
         WHERE code_hash = ? AND log = ? AND uses_left > 0 AND expires_ms > ? RETURNING role`,
      )
      .get(hashOf(code), this.#log, this.#now());
    return row && rowSchema.parse(row).role;
  }

  /** What it would make of who accepts it; undefined where it is not good. */
  roleOf(code: string): Role | undefined {
    const row = this.#database
      .prepare(
        "SELECT role FROM invitations WHERE code_hash = ? AND log = ? AND uses_left > 0 AND expires_ms > ?",
      )
      .get(hashOf(code), this.#log, this.#now());
    return row && rowSchema.parse(row).role;
  }

  /** Takes back all that make somebody the owner: the first start prints a new one. */
  forgetOwners(): void {
    this.#database.prepare("DELETE FROM invitations WHERE log = ? AND role = 'owner'").run(this.#log);
  }
}
