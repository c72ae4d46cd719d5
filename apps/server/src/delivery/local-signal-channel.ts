import type { Signal } from "@beseda/protocol";
import type { SignalChannel } from "./signal-channel.ts";

/** The channel of a single-node server: signals arrive in the turn in which they are published. */
export class LocalSignalChannel implements SignalChannel {
  readonly #listeners = new Set<(signal: Signal) => void>();

  publish(signal: Signal): void {
    for (const listener of this.#listeners) {
      try {
        listener(signal);
      } catch (error) {
        // The error is the listener's, and surfaces as such.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  onSignal(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
