import type { WireId } from "./frame.ts";

/** A subscription that goes on without the procedure that began it. */
export interface LiveSubscription {
  stop(): void;
}

/** A connection as delivery sees it: the way out for frames. */
export interface Outlet {
  /**
   * Queues a whole frame for this connection's next write. The buffer may be shared: it MUST NOT be changed.
   */
  enqueue(frame: Buffer): void;
  /**
   * Sends a whole frame at once, after the queued ones. The buffer may be shared: it MUST NOT be changed.
   * @returns false if the connection is congested now
   */
  deliver(frame: Buffer): boolean;
  /**
   * Whether the backlog is larger than that of any reader that keeps up: no more records should be queued.
   */
  readonly isCongested: boolean;
  /**
   * Resolves when the backlog is written, the connection is gone or the signal aborts; at once if not
   * congested.
   */
  drained(signal?: AbortSignal): Promise<void>;
  /**
   * Registers a subscription with the connection, which stops it when the client asks for that or is gone.
   */
  adopt(wireId: WireId, subscription: LiveSubscription): void;
}
