import { defaultRates, type FrameRates, type Rates } from "../src/limits/rates.ts";

const plenty = { perSecond: 100_000, burst: 100_000 };

/**
 * Rates at which no client in a test is too fast, unless the test is about that. Logins stay as slow as they
 * are.
 */
export const generousRates: Rates = {
  ...defaultRates,
  messages: plenty,
  messagesFromAddress: plenty,
  commands: plenty,
  commandsFromAddress: plenty,
  changes: plenty,
  changesFromAddress: plenty,
  searches: plenty,
  rooms: plenty,
  roomsFromAddress: plenty,
  arrivals: plenty,
  requests: plenty,
};

/** The frame rates to the same end. */
export const generousFrameRates: FrameRates = { ofConnection: plenty, ofAddress: plenty, ownShare: plenty };
