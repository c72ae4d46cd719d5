import type { Locale } from "@beseda/protocol";
import type { ClientStorage } from "./storage.ts";

export interface ChatClientOptions {
  /** The server's address, `http://…`, `https://…`, `ws://…` or `wss://…`; the path `/trpc` is added. */
  readonly url: string;
  /** The address of the client's page: the server's links begin with it, where its operator named no other. */
  readonly pageAddress?: string;
  /** 1 to 32 visible characters; a wish: the server gives another one where somebody online has it. */
  readonly name?: string;
  /** Logs in as `name` with the first connection; the resulting token is kept, the password is not. */
  readonly password?: string;
  /** Lets somebody in where only invited people may enter; shown until the first greeting. */
  readonly invitation?: string;
  /** With `password`: sets it for the account that the link was for; shown until the first greeting. */
  readonly reset?: string;
  /** The token of a login, as `account.login` gave it; without it the one in the storage is used. */
  readonly token?: string;
  /** @default the server's */
  readonly locale?: Locale;
  /** Program and version, such as `web/0.1.0`; at most 64 characters. */
  readonly client: string;
  /** Clients that share a storage are one client to the server: give each person one. @default memory */
  readonly storage?: ClientStorage;
  /** @default the global one */
  readonly WebSocket?: typeof WebSocket;
}
