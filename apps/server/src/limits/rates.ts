import type { Rate } from "./token-bucket.ts";

/** The rates at which each thing may be done. */
export interface Rates {
  /** Messages of one client over all its connections, and of one connection. */
  readonly messages: Rate;
  /** Messages from one address: a household or an office behind one. */
  readonly messagesFromAddress: Rate;
  /** All other requests of one client. */
  readonly commands: Rate;
  /** All other requests from one address. */
  readonly commandsFromAddress: Rate;
  /** Requests among them that become a record that others get: renaming, joining, inviting … By client. */
  readonly changes: Rate;
  readonly changesFromAddress: Rate;
  /** Searches of one client, over all its connections. */
  readonly searches: Rate;
  /** Rooms opened by such requests, which stay. By client. */
  readonly rooms: Rate;
  readonly roomsFromAddress: Rate;
  /** The rate of each of the above that a client has, whatever the others of its address have used up. */
  readonly ownShare: Rate;
  /** Such shares for all clients of one address: a crowd does not get all of them at once. */
  readonly ownSharesFromAddress: Rate;
  /** Logins and registrations tried from one address. */
  readonly logins: Rate;
  /** Logins tried for one account, from addresses where it was never logged in. */
  readonly loginsOfAccount: Rate;
  /** Refusals for haste that one connection may collect before it is closed (4029). */
  readonly refusals: Rate;
  /** Refusals for haste after which a connection is still read at once: per connection, and per address. */
  readonly haste: Rate;
  readonly hasteFromAddress: Rate;
  /** Connections that come from one address, each a record that everybody gets. */
  readonly arrivals: Rate;
  /** Plain HTTP requests from one address. */
  readonly requests: Rate;
}

/** The rates unless configured. */
export const defaultRates: Rates = {
  messages: { perSecond: 20, burst: 250 },
  messagesFromAddress: { perSecond: 200, burst: 2000 },
  commands: { perSecond: 20, burst: 100 },
  commandsFromAddress: { perSecond: 100, burst: 1000 },
  changes: { perSecond: 2, burst: 40 },
  changesFromAddress: { perSecond: 10, burst: 20 },
  searches: { perSecond: 0.5, burst: 20 },
  rooms: { perSecond: 0.1, burst: 10 },
  roomsFromAddress: { perSecond: 0.5, burst: 50 },
  ownShare: { perSecond: 0.1, burst: 1 },
  ownSharesFromAddress: { perSecond: 20, burst: 20 },
  logins: { perSecond: 0.5, burst: 10 },
  loginsOfAccount: { perSecond: 1, burst: 30 },
  refusals: { perSecond: 5, burst: 200 },
  haste: { perSecond: 0.5, burst: 1 },
  hasteFromAddress: { perSecond: 50, burst: 30 },
  arrivals: { perSecond: 20, burst: 500 },
  requests: { perSecond: 50, burst: 1000 },
};

/** The rates of tRPC frames other than messages and refusals for haste, which are counted separately. */
export interface FrameRates {
  readonly ofConnection: Rate;
  readonly ofAddress: Rate;
  /** The rate that each connection has, whatever the others of its address have used up. */
  readonly ownShare: Rate;
}

/**
 * The default frame rates: enough for everybody who asks as fast as allowed, and some more, so that only
 * floods exceed them.
 */
export const defaultFrameRates: FrameRates = {
  ofConnection: { perSecond: 60, burst: 600 },
  ofAddress: { perSecond: 300, burst: 3000 },
  ownShare: { perSecond: 2, burst: 60 },
};
