import type { LiveSubscription } from "../../delivery/outlet.ts";
import type { WireId } from "../../delivery/frame.ts";
import { isObject } from "../../delivery/is-object.ts";

interface Adopted {
  readonly wireId: WireId;
  readonly subscription: LiveSubscription;
}

const none: readonly Adopted[] = [];

const endOfProcedure = '"result":{"type":"stopped"}}';
const stopMethod = "subscription.stop";

/**
 * The subscriptions of one connection that live on without the procedure that began them. The stock handler
 * believes that they have ended, so its messages about that end are held back, and the client's own request
 * to end one is handled here.
 *
 * A procedure that waits costs promises, closures and controllers: more memory than all the rest of an idle
 * connection.
 */
export class AdoptedSubscriptions {
  /** Recreated at each change: an array that is pushed to keeps room for sixteen more. */
  #adopted: readonly Adopted[] = none;

  /** Adopts a subscription; one that had the same number ends. */
  adopt(adopted: Adopted): void {
    this.#end(adopted.wireId);
    this.#adopted = this.#adopted.length === 0 ? [adopted] : [...this.#adopted, adopted];
  }

  /**
   * Tells whether a message says that the procedure behind one of these has ended, which the client must not
   * get.
   */
  isEnd(text: string): boolean {
    if (this.#adopted.length === 0 || !text.endsWith(endOfProcedure)) return false;
    const wireId = idOf(JSON.parse(text));
    return this.#adopted.some((adopted) => adopted.wireId === wireId);
  }

  /** Ends the subscriptions that a client's frame asks to end. @returns their numbers, to be confirmed */
  endAsked(frame: Buffer): readonly WireId[] {
    if (this.#adopted.length === 0 || !frame.includes(stopMethod)) return [];
    return askedIn(frame).filter((wireId) => this.#end(wireId));
  }

  endAll(): void {
    const all = this.#adopted;
    this.#adopted = none;
    for (const { subscription } of all) subscription.stop();
  }

  #end(wireId: WireId): boolean {
    const ending = this.#adopted.find((adopted) => adopted.wireId === wireId);
    if (!ending) return false;
    this.#adopted = this.#adopted.filter((adopted) => adopted !== ending);
    ending.subscription.stop();
    return true;
  }
}

/** Returns the message that a stock client gets when its subscription has ended. */
export const endOf = (wireId: WireId): string => JSON.stringify({ id: wireId, result: { type: "stopped" } });

/** Returns the numbers of the subscriptions that a frame, of one message or of several, asks to stop. */
const askedIn = (frame: Buffer): readonly WireId[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame.toString());
  } catch {
    return [];
  }
  const messages: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return messages.filter((message) => isObject(message) && message["method"] === stopMethod).map(idOf);
};

const idOf = (message: unknown): WireId => {
  const id = isObject(message) ? message["id"] : undefined;
  return typeof id === "number" || typeof id === "string" ? id : null;
};
