import type { Signal } from "@beseda/protocol";

/**
 * Brings what somebody says in passing, that they type, to wherever somebody may want to know (DEL-7): to every node that
 * serves clients, the one that it was said at among them.
 *
 * An implementation MUST tell each listener of each node a signal at most once, and those of one node in their order. It
 * MAY lose any of them. It MUST NOT keep who publishes waiting, nor throw; a listener that throws MUST NOT keep a signal
 * from the others.
 */
export interface SignalChannel {
  publish(signal: Signal): void;
  /** Calls the listener with each signal of any node; returns how to end that. */
  onSignal(listener: (signal: Signal) => void): () => void;
}
