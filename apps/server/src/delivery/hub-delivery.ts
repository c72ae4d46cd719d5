import { formatWelcomeId } from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import { isObject } from "./is-object.ts";
import type { Delivery, FollowItem, FollowRequest } from "./delivery.ts";
import { FrameSink } from "./frame-sink.ts";
import type { WireId } from "./frame.ts";
import { recentHistory } from "./recent.ts";
import { Subscriber, type Source } from "./subscriber.ts";

/**
 * The subscription begins as an ordinary procedure of tRPC, which yields the greeting and is done. The encoder sees that
 * greeting on its way out, with the number that the client gave the subscription; from then on the connection knows of
 * it, and the hub brings the records, in frames that are shared by all who have the same number.
 */
export class HubDelivery implements Delivery {
  readonly #source: Source;
  /** Whose greeting an item is, until it goes out. */
  readonly #greeted = new WeakMap<object, Greeted>();

  constructor(source: Source) {
    this.#source = source;
  }

  async *follow(request: FollowRequest): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined> {
    const { welcome, readable, takePlace } = request;
    const giveBack = takePlace();
    const item = { welcome };
    this.#greeted.set(item, { ...request, giveBack });
    try {
      yield tracked(formatWelcomeId(welcome, readable ? "history" : "records"), item);
    } finally {
      // Its greeting did not go out: nobody else knows of it.
      if (this.#greeted.delete(item)) giveBack();
    }
  }

  encode(message: unknown): string {
    const greeting = greetingIn(message);
    if (greeting) this.#start(greeting);
    return JSON.stringify(message);
  }

  #start({ item, wireId }: Greeting): void {
    const greeted = this.#greeted.get(item);
    if (!greeted) return;
    this.#greeted.delete(item);
    const { reader, outlet, welcome, readable, giveBack } = greeted;
    const source = this.#source;
    const sink = new FrameSink(source.log, outlet, wireId);
    const subscriber = new Subscriber({ source, reader, sink, onStop: giveBack });
    outlet.adopt(wireId, subscriber);
    const recent = readable && recentHistory(source.log, readable, welcome);
    subscriber.start({ after: welcome.seq, recent });
  }
}

interface Greeted extends FollowRequest {
  readonly giveBack: () => void;
}

interface Greeting {
  readonly item: object;
  readonly wireId: WireId;
}

/** The tracked item in an outgoing message of tRPC, `{ id, result: { type: "data", data: { id, data: item } } }`. */
const greetingIn = (message: unknown): Greeting | undefined => {
  if (!isObject(message) || !isObject(message["result"])) return undefined;
  const { data } = message["result"];
  if (!isObject(data) || !isObject(data["data"])) return undefined;
  const wireId = message["id"];
  return typeof wireId === "number" || typeof wireId === "string"
    ? { item: data["data"], wireId }
    : undefined;
};
