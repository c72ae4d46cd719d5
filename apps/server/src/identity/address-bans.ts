import { z } from "zod";
import { customerOf, networkOf } from "../address.ts";
import type { Database } from "./database.ts";

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

/**
 * Addresses that nobody may come from. Kept in `data/` alone: the log has no addresses. In memory too: whoever knocks is
 * turned away without a look at the disk, and a ban holds from the moment it is laid.
 */
export class AddressBans {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #forget: () => void;
  /** By network. */
  #known = new Map<string, KnownBan[]>();

  private constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#forget = database.onChange(() => void this.#learn().catch(() => undefined));
  }

  static async open(database: Database, now: () => number): Promise<AddressBans> {
    const bans = new AddressBans(database, now);
    await bans.#learn();
    return bans;
  }

  /** @throws {ChatError} `accounts-busy`: it holds until the server stops */
  async add({ clientId, address, scope, untilMs, reason }: AddressBanWish): Promise<void> {
    const network = scope === "address" ? customerOf(address) : networkOf(address);
    this.#remember({ network, clientId, untilMs, reason });
    await this.#database.run(
      "INSERT OR REPLACE INTO address_bans VALUES (?, ?, ?, ?)",
      network,
      clientId,
      untilMs,
      reason,
    );
  }

  /** The ban that an address falls under. From memory. */
  of(address: string): AddressBan | undefined {
    const now = this.#now();
    const found = [customerOf(address), networkOf(address)]
      .flatMap((network) => this.#known.get(network) ?? [])
      .filter(({ untilMs }) => untilMs > now);
    return found.toSorted((one, other) => other.untilMs - one.untilMs)[0];
  }

  /**
   * Lifts what was laid on the addresses of a client.
   * @throws {ChatError} `accounts-busy`: nothing was lifted
   */
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
