import type { ClientStorage } from "../storage.ts";
import { memoryStorage } from "./memory-storage.ts";

export interface ChosenLater {
  readonly storage: ClientStorage;
  /** Sets the storage from now on; what was to be kept meanwhile is moved there. */
  choose(storage: ClientStorage): void;
}

/** Moves all messages. Those that cannot be moved stay, and the next log-in finds them. */
const moveAll = async (from: ClientStorage, to: ClientStorage): Promise<void> => {
  for (const message of await from.messages()) {
    await to.put(message);
    await from.remove(message.id);
  }
};

/**
 * A storage for somebody who logs in: its owner is known when the server has greeted, and until then nobody else's
 * token and outbox are touched (CLI-5).
 *
 * @param waiting keeps what is typed before that, so that the next such log-in finds it
 * @default in memory
 */
export const chosenLater = (waiting: ClientStorage = memoryStorage()): ChosenLater => {
  const chosen = Promise.withResolvers<ClientStorage>();
  let place = Promise.resolve(waiting);
  let running: Promise<unknown> = Promise.resolve();
  const at = <Answer>(ask: (storage: ClientStorage) => Promise<Answer>): Promise<Answer> => {
    const answer = place.then(ask);
    running = Promise.allSettled([running, answer]);
    return answer;
  };
  return {
    choose: (storage) => {
      place = running
        .then(() => moveAll(waiting, storage))
        .then(
          () => storage,
          () => storage,
        );
      chosen.resolve(place);
    },
    storage: {
      token: () => Promise.resolve(undefined),
      setToken: async (token) => (await chosen.promise).setToken(token),
      // A client that logs in is given a token of its own, whatever was kept before.
      exchangeToken: async (_, given) => {
        await (await chosen.promise).setToken(given);
        return given;
      },
      messages: () => at((storage) => storage.messages()),
      put: (message) => at((storage) => storage.put(message)),
      remove: (id) => at((storage) => storage.remove(id)),
      unreadable: async () => (await (await chosen.promise).unreadable?.()) ?? [],
    },
  };
};
