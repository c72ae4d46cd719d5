import type { ChatRecord, UnknownRecord, Welcome } from "@beseda/protocol";
import type { TrackedEnvelope } from "@trpc/server";
import type { Outlet } from "./outlet.ts";
import type { Reader } from "./reader.ts";
import type { Readable } from "./recent.ts";

/** One item of `events.follow` on the wire. */
export type FollowItem =
  | { readonly welcome: Welcome }
  | { readonly events: readonly (ChatRecord | UnknownRecord)[] };

export interface FollowRequest {
  readonly reader: Reader;
  readonly outlet: Outlet;
  /** The greeting: it says where the records go on from, and whether the newest history comes before them. */
  readonly welcome: Welcome;
  /** Where the newest history comes before the records: what of it is the reader's at the moment of the greeting. */
  readonly readable?: Readable | undefined;
  /** Aborted when the subscription or its connection ends. */
  readonly signal: AbortSignal;
  /**
   * Takes a place among the open subscriptions of the connection; returns how to give it back.
   * @throws {ChatError} `too-many-subscriptions`
   */
  readonly takePlace: () => () => void;
}

/** How records come to the readers of tRPC. Two implementations, one behaviour. */
export interface Delivery {
  /** The items of one subscription; an implementation MAY bring records past this generator, and end it. */
  follow(request: FollowRequest): AsyncGenerator<TrackedEnvelope<FollowItem>, void, undefined>;
  /** Called with each message before it is encoded: the only place where the number of a subscription shows. */
  encode(message: unknown): string;
}
