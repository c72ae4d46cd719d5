import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import type { Duplex } from "node:stream";
import { customerOf, isListed, plainAddress } from "../address.ts";

/** Connections that may be open at once. */
export interface Caps {
  readonly perAddress: number;
  readonly inAll: number;
}

export interface DoormanOptions {
  /** Web pages of other hosts that may connect: `https://chat.example`. */
  readonly origins: readonly string[];
  /** Whose word on where somebody comes from is believed. */
  readonly proxies: BlockList;
  /** Undefined for none. */
  readonly caps: Caps | undefined;
}

/** Looks at a connection before anybody talks to it: where it comes from, from what page, and whether there is room. */
export class Doorman {
  readonly #origins: ReadonlySet<string>;
  readonly #proxies: BlockList;
  readonly #caps: Caps | undefined;
  readonly #open = new Map<string, number>();
  #inAll = 0;

  constructor({ origins, proxies, caps }: DoormanOptions) {
    this.#origins = new Set(origins);
    this.#proxies = proxies;
    this.#caps = caps;
  }

  /** The address of a peer; behind a proxy that is trusted, the nearest that is none (S2). */
  addressOf({ socket, headers }: IncomingMessage): string {
    const peer = plainAddress(socket.remoteAddress ?? "");
    if (!isListed(this.#proxies, peer)) return peer;
    const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",");
    const chain = forwarded
      .split(",")
      .map((address) => plainAddress(address.trim()))
      .filter((address) => address !== "");
    return chain.findLast((address) => !isListed(this.#proxies, address)) ?? chain[0] ?? peer;
  }

  /**
   * Whether the page that opens a WebSocket may: one from this very host, or one that was allowed. Programs send no
   * origin; a request with none and with a cookie is a browser that hides it.
   */
  isOriginAllowed(request: IncomingMessage): boolean {
    const { origin, cookie } = request.headers;
    if (origin === undefined) return cookie === undefined;
    if (this.#origins.has(origin)) return true;
    const url = URL.parse(origin);
    // What a browser sends is written in one way only; `null` is of no page that we know.
    if (!url || url.origin !== origin) return false;
    return url.host === this.#hostOf(request, url.protocol);
  }

  /** Takes a place for a connection until its socket closes; false where there is none. */
  admit(address: string, socket: Duplex): boolean {
    if (!this.#caps) return true;
    const customer = customerOf(address);
    const open = this.#open.get(customer) ?? 0;
    if (open >= this.#caps.perAddress || this.#inAll >= this.#caps.inAll) return false;
    this.#open.set(customer, open + 1);
    this.#inAll += 1;
    socket.once("close", () => this.#release(customer));
    return true;
  }

  #release(customer: string): void {
    const open = (this.#open.get(customer) ?? 1) - 1;
    if (open === 0) this.#open.delete(customer);
    else this.#open.set(customer, open);
    this.#inAll -= 1;
  }

  #hostOf({ socket, headers }: IncomingMessage, protocol: string): string | undefined {
    const isProxied = isListed(this.#proxies, socket.remoteAddress ?? "");
    const forwarded = isProxied ? [headers["x-forwarded-host"] ?? []].flat()[0] : undefined;
    const host = forwarded ?? headers.host;
    return host === undefined ? undefined : URL.parse(`${protocol}//${host}`)?.host;
  }
}
