import type { WireId } from "./frame.ts";

/** A subscription that goes on without the procedure that began it. */
export interface LiveSubscription {
  stop(): void;
}

/** A connection, as delivery sees it: frames leave by it. */
export interface Outlet {
  /** Queues one whole frame for this connection's next write. The buffer may be shared: it MUST NOT be changed. */
  enqueue(frame: Buffer): void;
  /**
   * Brings one whole frame on its way at once, behind what is queued. The buffer may be shared: it MUST NOT be changed.
   * @returns false where the connection is congested now
   */
  deliver(frame: Buffer): boolean;
  /** More waits than a reader that keeps up would ever have: no more records should be queued. */
  readonly isCongested: boolean;
  /** Resolves when the backlog is written, the connection is gone or the signal aborts; at once without congestion. */
  drained(signal?: AbortSignal): Promise<void>;
  /** From here on the connection knows of the subscription: it stops it when the client asks for that, or is gone. */
  adopt(wireId: WireId, subscription: LiveSubscription): void;
}
