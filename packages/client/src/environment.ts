/** The services that the client takes from its machine; tests pass their own. */
export interface Environment {
  /** Milliseconds since 1970, for showing times only: nothing is ordered by it. */
  now(): number;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Returns an idempotency key that nobody else makes. */
  newId(): string;
  /** Calls back once after a time in milliseconds; returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** `crypto.randomUUID` does not exist on pages that came over plain http, `getRandomValues` does. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/** The random id of a local identity. */
export const newIdentityId = randomId;

/** The real clock, real randomness. */
export const machine: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: randomId,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Returns an environment whose timers all end with their owner; nothing is called back after `stop`. */
export const withOwnTimers = (environment: Environment): Environment & { stop(): void } => {
  const running = new Set<() => void>();
  let isStopped = false;
  return {
    now: () => environment.now(),
    random: () => environment.random(),
    newId: () => environment.newId(),
    after: (ms, callback) => {
      if (isStopped) return () => undefined;
      const cancel = environment.after(ms, () => {
        running.delete(cancel);
        callback();
      });
      running.add(cancel);
      return () => {
        running.delete(cancel);
        cancel();
      };
    },
    stop: () => {
      isStopped = true;
      for (const cancel of running) cancel();
      running.clear();
    },
  };
};
