import { formatWelcomeId } from "@beseda/protocol";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import { isObject } from "./is-object.ts";
import type { Delivery, FollowItem, FollowRequest } from "./delivery.ts";
import { FrameSink } from "./frame-sink.ts";
import type { WireId } from "./frame.ts";
import { recentHistory } from "./recent.ts";
import { Subscriber, type Source } from "./subscriber.ts";

/**
 * The subscription begins as an ordinary tRPC procedure, which yields the greeting and ends. The encoder sees
 * that greeting on its way out, with the number that the client gave the subscription; from then on the
 * connection knows the subscription, and the hub brings the records, in frames shared by all readers with the
 * same number.
 */
export class HubDelivery implements Delivery {
  readonly #source: Source;
  /** The reader that a greeting item belongs to, until it goes out. */
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
      // The greeting did not go out: nobody else knows of this reader.
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

/**
 * Returns the tracked item in an outgoing tRPC message,
 * `{ id, result: { type: "data", data: { id, data: item } } }`.
 */
const greetingIn = (message: unknown): Greeting | undefined => {
  if (!isObject(message) || !isObject(message["result"])) return undefined;
  const { data } = message["result"];
  if (!isObject(data) || !isObject(data["data"])) return undefined;
  const wireId = message["id"];
  return typeof wireId === "number" || typeof wireId === "string"
    ? { item: data["data"], wireId }
    : undefined;
};
