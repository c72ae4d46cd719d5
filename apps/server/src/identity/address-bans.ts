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

/**
 * Addresses that nobody may come from. They MUST NOT be in the log.
 *
 * An implementation MUST answer `of` from memory: whoever knocks is turned away without a look at a disk or a network.
 * A ban MUST hold here from the moment it is laid, and elsewhere as soon as the store tells of it.
 */
export interface AddressBans {
  /** @throws {ChatError} `accounts-busy`: it holds until the server stops */
  add(wish: AddressBanWish): Promise<void>;
  /** The ban that an address falls under, the longest where there are several. */
  of(address: string): AddressBan | undefined;
  /**
   * Lifts what was laid on the addresses of a client.
   * @throws {ChatError} `accounts-busy`: nothing was lifted
   */
  lift(clientId: string): Promise<void>;
  close(): void;
}
