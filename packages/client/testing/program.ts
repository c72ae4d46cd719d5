import { Chat } from "../src/chat.ts";
import { fullJitter } from "../src/connection/back-off.ts";
import type { Environment } from "../src/environment.ts";
import type { ClientStorage } from "../src/storage.ts";
import type { ModelServer } from "./model-server.ts";

/** One person's program: it may be killed, which stops everything that it does at that moment. */
export class Program {
  readonly chat: Chat;
  readonly #world: { dead: boolean } = { dead: false };

  constructor(server: ModelServer, storage: ClientStorage, name?: string) {
    const world = this.#world;
    const environment: Environment = {
      now: () => server.time.now(),
      random: () => server.chance(),
      newId: () => server.time.newId(),
      after: (ms, callback) =>
        server.time.after(ms, () => {
          if (!world.dead) callback();
        }),
    };
    const living = (): Promise<void> => (world.dead ? new Promise(() => undefined) : Promise.resolve());
    this.chat = new Chat(
      {
        url: "http://model",
        ...(name !== undefined && { name }),
        client: "test/1",
        storage: {
          token: () => living().then(() => storage.token()),
          setToken: (token) => living().then(() => storage.setToken(token)),
          exchangeToken: (shown, given) => living().then(() => storage.exchangeToken(shown, given)),
          messages: () => living().then(() => storage.messages()),
          put: (message) => living().then(() => storage.put(message)),
          remove: (id) => living().then(() => storage.remove(id)),
          unreadable: () => living().then(async () => (await storage.unreadable?.()) ?? []),
        },
      },
      {
        environment,
        backOff: fullJitter({ random: () => server.chance() }),
        connect: () => (request) => {
          const connection = server.connect({
            introduction: request.introduction,
            after: request.after,
            onWelcome: (welcome) => {
              if (!world.dead) request.onWelcome(welcome);
            },
            onRecords: (records) => {
              if (!world.dead) request.onRecords(records);
            },
            onSignals: (signals) => {
              if (!world.dead) request.onSignals(signals);
            },
            onEnd: (end) => {
              if (!world.dead) request.onEnd(end);
            },
          });
          this.#hangUp = () => {
            connection.close(1006);
          };
          return connection;
        },
      },
    );
  }

  #hangUp: () => void = () => undefined;

  kill(): void {
    this.#world.dead = true;
    this.#hangUp();
  }
}
