import type { Duplex } from "node:stream";

/** Resolves when a stream has drained or is closed (a closed one never drains), or when the signal aborts. */
export const drained = (stream: Duplex, signal: AbortSignal | undefined): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const settle = (): void => {
    stream.off("drain", settle).off("close", settle);
    signal?.removeEventListener("abort", settle);
    resolve();
  };
  stream.once("drain", settle).once("close", settle);
  signal?.addEventListener("abort", settle, { once: true });
  return promise;
};
