/** What a session needs of the socket below it. */
export interface Transport {
  /** Closes with a code and a reason; harmless on a closed one. */
  close(code: number, reason: string): void;
  /** Reads nothing for so long; absent where whoever comes too fast waits anyhow, as lines do. */
  rest?(forMs: number): void;
}
