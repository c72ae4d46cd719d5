import type { EventLog } from "@beseda/log";
import { formatWelcomeId } from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { Delivery, FollowItem, FollowRequest } from "./delivery.ts";
import type { WireId } from "./frame.ts";
import type { Hub } from "./hub.ts";
import { beginsWithHistory } from "./recent.ts";
import { Subscriber } from "./subscriber.ts";

/**
 * The subscription stays an ordinary procedure of tRPC, which yields the greeting and then only waits for its end.
 * The encoder sees that greeting on its way out, with the number that the client gave the subscription; from then on
 * the hub brings the records past the procedure, in frames that are shared by all who have the same number.
 */
export class HubDelivery implements Delivery {
  readonly #log: EventLog;
  readonly #hub: Hub;
  /** Whose greeting an item is. */
  readonly #greeted = new WeakMap<object, Subscriber>();

  constructor(log: EventLog, hub: Hub) {
    this.#log = log;
    this.#hub = hub;
  }

  async *follow(request: FollowRequest): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined> {
    const { welcome, signal } = request;
    const subscriber = new Subscriber({ log: this.#log, hub: this.#hub, ...request });
    const item: FollowItem = { welcome };
    this.#greeted.set(item, subscriber);
    try {
      yield tracked(formatWelcomeId(welcome, beginsWithHistory(welcome) ? "history" : "records"), item);
      await aborted(signal);
    } finally {
      subscriber.stop();
    }
  }

  encode(message: unknown): string {
    const greeting = greetingIn(message);
    if (greeting) this.#greeted.get(greeting.item)?.start(greeting.wireId);
    return JSON.stringify(message);
  }
}

const aborted = (signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The tracked item in an outgoing message of tRPC, `{ id, result: { type: "data", data: { id, data: item } } }`. */
const greetingIn = (message: unknown): { readonly item: object; readonly wireId: WireId } | undefined => {
  if (!isObject(message) || !isObject(message["result"])) return undefined;
  const { data } = message["result"];
  if (!isObject(data) || !isObject(data["data"])) return undefined;
  const wireId = message["id"];
  return typeof wireId === "number" || typeof wireId === "string"
    ? { item: data["data"], wireId }
    : undefined;
};
