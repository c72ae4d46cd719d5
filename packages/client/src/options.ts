import type { Locale } from "@beseda/protocol";
import type { ClientStorage } from "./storage.ts";

export interface ChatClientOptions {
  /** Of the server, `http://…`, `https://…`, `ws://…` or `wss://…`; the path `/trpc` is added. */
  readonly url: string;
  readonly name?: string;
  readonly locale?: Locale;
  /** Program and version, such as `web/0.1.0`. */
  readonly client: string;
  /** @default memory */
  readonly storage?: ClientStorage;
  /** @default the global one */
  readonly WebSocket?: typeof WebSocket;
}
