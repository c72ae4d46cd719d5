import type { ClientStorage } from "../storage.ts";

export interface ChosenLater {
  readonly storage: ClientStorage;
  /** From now on it is this one; what was to be kept meanwhile is. */
  choose(storage: ClientStorage): void;
}

/**
 * A storage for somebody who logs in: whose it is is known when the server has greeted, and until then nobody else's
 * token and outbox are touched (CLI-5).
 */
export const chosenLater = (): ChosenLater => {
  const { promise: chosen, resolve: choose } = Promise.withResolvers<ClientStorage>();
  return {
    choose,
    storage: {
      token: () => Promise.resolve(undefined),
      setToken: async (token) => (await chosen).setToken(token),
      // Who logs in is given a token of their own, whatever was kept before.
      exchangeToken: async (_, given) => {
        await (await chosen).setToken(given);
        return given;
      },
      messages: async () => (await chosen).messages(),
      put: async (message) => (await chosen).put(message),
      remove: async (id) => (await chosen).remove(id),
      unreadable: async () => (await (await chosen).unreadable?.()) ?? [],
    },
  };
};
