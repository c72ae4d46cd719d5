/** The data that comes with a request to become a WebSocket. */
export interface Upgrade {
  /** The bytes that came right after the request. */
  readonly head: Buffer;
  /** The client's address. */
  readonly address: string;
}
