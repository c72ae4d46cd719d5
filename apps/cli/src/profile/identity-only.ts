import type { ClientStorage, StoredMessage } from "@beseda/client";

/**
 * Keeps the identity of `storage` and forgets messages with the process: a script that was told that its
 * lines were not delivered must not find them delivered by a later run.
 */
export const identityOnly = (storage: ClientStorage): ClientStorage => {
  const messages = new Map<string, StoredMessage>();
  return {
    token: () => storage.token(),
    setToken: (token) => storage.setToken(token),
    exchangeToken: (shown, given) => storage.exchangeToken(shown, given),
    messages: async () => [...messages.values()],
    put: async (message) => {
      messages.set(message.id, message);
    },
    remove: async (id) => {
      messages.delete(id);
    },
  };
};
