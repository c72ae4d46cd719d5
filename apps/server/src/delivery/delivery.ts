import type { ChatRecord, UnknownRecord, Welcome } from "@beseda/protocol";
import type { TrackedEnvelope } from "@trpc/server";
import type { Outlet } from "./outlet.ts";
import type { Reader } from "./reader.ts";
import type { Readable } from "./recent.ts";

/** An item of `events.follow` on the wire. */
export type FollowItem =
  | { readonly welcome: Welcome }
  | { readonly events: readonly (ChatRecord | UnknownRecord)[] };

export interface FollowRequest {
  readonly reader: Reader;
  readonly outlet: Outlet;
  /** The greeting: it says where the records continue, and whether the newest history comes before them. */
  readonly welcome: Welcome;
  /** If the newest history comes before the records: the part that the reader may read as of the greeting. */
  readonly readable?: Readable | undefined;
  /** Aborted when the subscription or its connection ends. */
  readonly signal: AbortSignal;
  /**
   * Takes a place among the open subscriptions of the connection; returns a function that gives it back.
   * @throws {ChatError} `too-many-subscriptions`
   */
  readonly takePlace: () => () => void;
}

/** Delivers records to tRPC readers. Two implementations, one behaviour. */
export interface Delivery {
  /**
   * Yields the items of a subscription; an implementation MAY deliver records past this generator, and end
   * it.
   */
  follow(request: FollowRequest): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined>;
  /** Encodes each outgoing message: the only place where the number of a subscription is visible. */
  encode(message: unknown): string;
}
