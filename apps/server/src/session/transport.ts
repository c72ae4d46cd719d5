/** The socket as a session needs it. */
export interface Transport {
  /** Closes with a code and a reason; harmless on a closed one. */
  close(code: number, reason: string): void;
  /** Reads nothing for so long; absent if a client that sends too fast waits anyhow, as with lines. */
  rest?(forMs: number): void;
}
