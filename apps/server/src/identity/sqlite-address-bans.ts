import { z } from "zod";
import { addressKey, networkOf } from "../address.ts";
import type { AddressBan, AddressBans, AddressBanWish } from "./address-bans.ts";
import type { Database } from "./database.ts";

interface KnownBan extends AddressBan {
  readonly clientId: string;
  readonly network: string;
}

const rowSchema = z
  .object({ network: z.string(), client_id: z.string(), until_ms: z.number(), reason: z.string() })
  .transform(({ client_id, until_ms, ...row }): KnownBan => ({
    ...row,
    clientId: client_id,
    untilMs: until_ms,
  }));

/** Bans of addresses in `data/`, and in memory. */
export class SqliteAddressBans implements AddressBans {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #forget: () => void;
  /** Bans by network. */
  #known = new Map<string, KnownBan[]>();

  private constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#forget = database.onChange(() => void this.#learn().catch(() => undefined));
  }

  static async open(database: Database, now: () => number): Promise<SqliteAddressBans> {
    const bans = new SqliteAddressBans(database, now);
    await bans.#learn();
    return bans;
  }

  async add({ clientId, address, scope, untilMs, reason }: AddressBanWish): Promise<void> {
    const network = scope === "address" ? addressKey(address) : networkOf(address);
    this.#remember({ network, clientId, untilMs, reason });
    await this.#database.run(
      "INSERT OR REPLACE INTO address_bans VALUES (?, ?, ?, ?)",
      network,
      clientId,
      untilMs,
      reason,
    );
  }

  of(address: string): AddressBan | undefined {
    const now = this.#now();
    const found = [addressKey(address), networkOf(address)]
      .flatMap((network) => this.#known.get(network) ?? [])
      .filter(({ untilMs }) => untilMs > now);
    return found.toSorted((one, other) => other.untilMs - one.untilMs)[0];
  }

  async lift(clientId: string): Promise<void> {
    await this.#database.run("DELETE FROM address_bans WHERE client_id = ?", clientId);
    for (const [network, bans] of this.#known)
      this.#known.set(
        network,
        bans.filter((ban) => ban.clientId !== clientId),
      );
  }

  close(): void {
    this.#forget();
  }

  async #learn(): Promise<void> {
    const rows = await this.#database.all("SELECT * FROM address_bans WHERE until_ms > ?", this.#now());
    this.#known = new Map();
    for (const row of rows) this.#remember(rowSchema.parse(row));
  }

  #remember(ban: KnownBan): void {
    const others = (this.#known.get(ban.network) ?? []).filter(({ clientId }) => clientId !== ban.clientId);
    this.#known.set(ban.network, [...others, ban]);
  }
}
