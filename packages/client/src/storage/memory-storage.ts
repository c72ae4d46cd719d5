import type { ClientStorage, StoredMessage } from "../storage.ts";

/** Keeps nothing beyond the life of the program; for tests, and where nothing else can be had. */
export const memoryStorage = (): ClientStorage => {
  const messages = new Map<string, StoredMessage>();
  let token: string | undefined;
  return {
    token: () => Promise.resolve(token),
    setToken: (value) => {
      token = value;
      return Promise.resolve();
    },
    exchangeToken: (shown, given) => {
      if (token === undefined || token === shown) token = given;
      return Promise.resolve(token);
    },
    messages: () => Promise.resolve([...messages.values()]),
    put: (message) => {
      messages.set(message.id, message);
      return Promise.resolve();
    },
    remove: (id) => {
      messages.delete(id);
      return Promise.resolve();
    },
  };
};
