/** What comes with a request to become a WebSocket. */
export interface Upgrade {
  /** Bytes that came right behind the request. */
  readonly head: Buffer;
  /** Where it comes from. */
  readonly address: string;
}
