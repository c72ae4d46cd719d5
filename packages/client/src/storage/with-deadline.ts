import type { Environment } from "../environment.ts";
import type { ClientStorage } from "../storage.ts";

/** How long a storage may take for one operation, in milliseconds. */
const deadlineMs = 5000;
/**
 * The deadline is counted in parts, one begun after the other: a machine that slept, or a program that was held up,
 * has lost one of them, and the storage has the others to answer in.
 */
const parts = 5;

/**
 * A storage that fails instead of never answering: some browsers leave a database closed until the page is loaded
 * again, and the chat must not wait for that. While an operation is stuck the next ones fail at once.
 */
export const withDeadline = (storage: ClientStorage, environment: Environment): ClientStorage => {
  const stuck = new Set<Promise<unknown>>();
  const inTime = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (stuck.size > 0) throw new Error("it does not answer");
    const asked = ask();
    const { promise: late, reject } = Promise.withResolvers<never>();
    let cancel = (): void => undefined;
    const wait = (left: number): void => {
      cancel = environment.after(deadlineMs / parts, () => {
        if (left > 1) return wait(left - 1);
        stuck.add(asked);
        const free = (): void => void stuck.delete(asked);
        asked.then(free, free);
        reject(new Error(`it did not answer within ${deadlineMs / 1000} s`));
      });
    };
    wait(parts);
    try {
      return await Promise.race([asked, late]);
    } finally {
      cancel();
    }
  };
  return {
    token: () => inTime(() => storage.token()),
    setToken: (token) => inTime(() => storage.setToken(token)),
    exchangeToken: (shown, given) => inTime(() => storage.exchangeToken(shown, given)),
    messages: () => inTime(() => storage.messages()),
    put: (message) => inTime(() => storage.put(message)),
    remove: (id) => inTime(() => storage.remove(id)),
    // No operation waits for this one.
    unreadable: async () => (await storage.unreadable?.()) ?? [],
  };
};
