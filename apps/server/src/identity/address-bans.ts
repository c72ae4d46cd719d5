export interface AddressBan {
  readonly untilMs: number;
  readonly reason: string;
}

export interface AddressBanWish extends AddressBan {
  /** The client that it bans: it is lifted with that client's ban. */
  readonly clientId: string;
  readonly address: string;
  readonly scope: "address" | "network";
}

/**
 * Addresses that nobody may come from. They MUST NOT be in the log.
 *
 * An implementation MUST answer `of` from memory: a banned client is turned away without a look at a disk or
 * a network. A ban MUST hold here from the moment it is laid, and elsewhere as soon as the store tells of it.
 */
export interface AddressBans {
  /** @throws {ChatError} `accounts-busy`: it holds until the server stops */
  add(wish: AddressBanWish): Promise<void>;
  /** Returns the ban that an address falls under, the longest if there are several. */
  of(address: string): AddressBan | undefined;
  /**
   * Lifts the bans laid on the addresses of a client.
   * @throws {ChatError} `accounts-busy`: nothing was lifted
   */
  lift(clientId: string): Promise<void>;
  close(): void;
}
