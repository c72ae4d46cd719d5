import type { Signal } from "@beseda/protocol";

/**
 * The way of signals that somebody gives, by typing, to every node that serves clients, the one they were given at among
 * them (DEL-7).
 *
 * An implementation MUST tell each listener of each node a signal at most once, and those of one node in their order. It
 * MAY lose any of them. It MUST NOT keep a publisher waiting, nor throw; a listener that throws MUST NOT keep a signal
 * from the others.
 */
export interface SignalChannel {
  publish(signal: Signal): void;
  /** Calls the listener with each signal of any node; returns how to end that. */
  onSignal(listener: (signal: Signal) => void): () => void;
}
