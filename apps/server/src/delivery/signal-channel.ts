import type { Signal } from "@beseda/protocol";

/**
 * Carries the signals that people give, by typing, to every node that serves clients, the originating one
 * included (DEL-7).
 *
 * An implementation MUST call each listener of each node with a signal at most once, and with those of one
 * node in order. It MAY lose any of them. It MUST NOT keep a publisher waiting, nor throw; a listener that
 * throws MUST NOT keep a signal from the other listeners.
 */
export interface SignalChannel {
  publish(signal: Signal): void;
  /** Calls the listener with each signal of any node; returns a function that ends this. */
  onSignal(listener: (signal: Signal) => void): () => void;
}
