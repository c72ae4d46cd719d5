import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { customerOf, networkOf } from "../address.ts";

export interface AddressBan {
  readonly untilMs: number;
  readonly reason: string;
}

export interface AddressBanWish extends AddressBan {
  /** Whose ban it is: it is lifted with theirs. */
  readonly clientId: string;
  readonly address: string;
  readonly scope: "address" | "network";
}

const rowSchema = z
  .object({ until_ms: z.number(), reason: z.string() })
  .transform(({ until_ms, reason }) => ({ untilMs: until_ms, reason }));

/** Addresses that nobody may come from. Kept in `data/` alone: the log has no addresses. */
export class AddressBans {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  add({ clientId, address, scope, untilMs, reason }: AddressBanWish): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO address_bans VALUES (?, ?, ?, ?)")
      .run(scope === "address" ? customerOf(address) : networkOf(address), clientId, untilMs, reason);
  }

  /** The ban that an address falls under. */
  of(address: string): AddressBan | undefined {
    const row = this.#database
      .prepare(
        "SELECT until_ms, reason FROM address_bans WHERE network IN (?, ?) AND until_ms > ? ORDER BY until_ms DESC",
      )
      .get(customerOf(address), networkOf(address), this.#now());
    return row && rowSchema.parse(row);
  }

  /** Lifts what was laid on the addresses of a client. */
  lift(clientId: string): void {
    this.#database.prepare("DELETE FROM address_bans WHERE client_id = ?").run(clientId);
  }
}
