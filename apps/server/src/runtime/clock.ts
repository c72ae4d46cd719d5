/** A clock, injected so that tests can control time. */
export interface Clock {
  /** The wall clock time, in milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds, for durations and deadlines. */
  elapsed(): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
