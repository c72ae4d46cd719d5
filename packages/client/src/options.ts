import type { Locale } from "@beseda/protocol";
import type { ClientStorage } from "./storage.ts";

export interface ChatClientOptions {
  /** Of the server, `http://…`, `https://…`, `ws://…` or `wss://…`; the path `/trpc` is added. */
  readonly url: string;
  /** Of the page that the client is in: links that the server makes begin with it, where its operator named no other. */
  readonly pageAddress?: string;
  /** 1 to 32 visible characters; a wish: the server gives another one where somebody online has it. */
  readonly name?: string;
  /** Logs in as `name` with the first connection; the token that comes of it is kept, the password is not. */
  readonly password?: string;
  /** Lets somebody in where only who is invited may enter; shown until the first greeting. */
  readonly invitation?: string;
  /** With `password`: sets it for the account that the link was for; shown until the first greeting. */
  readonly reset?: string;
  /** Of a login, as `account.login` gave it; without it the one that the storage has. */
  readonly token?: string;
  /** @default the server's */
  readonly locale?: Locale;
  /** Program and version, such as `web/0.1.0`; at most 64 characters. */
  readonly client: string;
  /** Who shares a storage is one client to the server: give each person an own one. @default memory */
  readonly storage?: ClientStorage;
  /** @default the global one */
  readonly WebSocket?: typeof WebSocket;
}
