import type { IncomingMessage } from "node:http";
import { Socket, type BlockList } from "node:net";
import type { Duplex } from "node:stream";
import { addressKey, isListed, plainAddress } from "../address.ts";
import type { Rates } from "../limits/rates.ts";
import { TokenBuckets, takeOfAll } from "../limits/token-bucket.ts";
import { isMeantForUs } from "./own-host.ts";
import { ConnectionSlots, type Caps } from "../limits/connection-slots.ts";

export interface ConnectionGuardOptions {
  /** The web pages of other hosts that may connect: `https://chat.example`. */
  readonly origins: readonly string[];
  /** The proxies that are trusted to report a client's address. */
  readonly proxies: BlockList;
  /** Undefined for no limits. */
  readonly caps: { readonly sessions: Caps; readonly plain: Caps } | undefined;
  readonly rates: Pick<Rates, "arrivals" | "requests">;
  readonly elapsed: () => number;
}

/** The time after which a client that got no slot is to come again. */
const noSlotMs = 5000;

interface Limits {
  readonly sessions: ConnectionSlots;
  readonly plain: ConnectionSlots;
  readonly arrivals: TokenBuckets;
  readonly requests: TokenBuckets;
}

/**
 * Checks a connection before anything else: its address, the page it comes from, and whether there is room.
 */
export class ConnectionGuard {
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;
  readonly #proxies: BlockList;
  readonly #limits: Limits | undefined;
  readonly #elapsed: () => number;
  /** Functions that give back the slots of connections that are not WebSockets, or not yet. */
  readonly #plain = new Map<string, () => void>();

  constructor({ origins, proxies, caps, rates, elapsed }: ConnectionGuardOptions) {
    this.#origins = new Set(origins);
    this.#hosts = new Set(origins.map((origin) => URL.parse(origin)?.hostname ?? ""));
    this.#proxies = proxies;
    this.#elapsed = elapsed;
    if (!caps) return;
    const { perSecond, burst } = rates.arrivals;
    this.#limits = {
      sessions: new ConnectionSlots(caps.sessions),
      plain: new ConnectionSlots(caps.plain),
      // All connections allowed from one address may come at once.
      arrivals: new TokenBuckets({ perSecond, burst: Math.max(burst, caps.sessions.perAddress) }),
      requests: new TokenBuckets(rates.requests),
    };
  }

  /** Returns the address of a peer; behind trusted proxies, the nearest one that is not such a proxy (S2). */
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

  /** Tells whether a request is meant for this server: a trusted proxy has checked that itself. */
  isHostAllowed(request: IncomingMessage): boolean {
    const peer = plainAddress(request.socket.remoteAddress ?? "");
    return isListed(this.#proxies, peer) || isMeantForUs(request, this.#hosts);
  }

  /**
   * Tells whether the page that opens a WebSocket may do so: a page from this very host, or an allowed one.
   * Programs send no origin; a request without an origin but with a cookie is from a browser that hides it.
   */
  isOriginAllowed(request: IncomingMessage): boolean {
    const { origin, cookie } = request.headers;
    if (origin === undefined) return cookie === undefined;
    if (this.#origins.has(origin)) return true;
    const url = URL.parse(origin);
    // A browser writes an origin in only one way; `null` is not of a known page.
    if (!url || url.origin !== origin) return false;
    return url.host === this.#hostOf(request, url.protocol);
  }

  /**
   * Takes a slot for a connection that talks, until its socket closes. One that comes and goes all the time
   * is slowed down too: each arrival is recorded and sent to everybody.
   * @returns 0, or the milliseconds after which to come again
   */
  admit(address: string, socket: Duplex): number {
    if (!this.#limits) return 0;
    const now = this.#elapsed();
    const key = addressKey(address);
    const arrivals = this.#limits.arrivals.of(key, now);
    const waitMs = arrivals.waitMs(now);
    if (waitMs > 0) return waitMs;
    if (!this.#limits.sessions.take(key, socket)) return noSlotMs;
    arrivals.take(now);
    this.#plain.get(peerOf(socket))?.();
    return 0;
  }

  /** Tells whether a connection for HTTP may stay; a trusted proxy has one for everybody. */
  admitPlain(socket: Socket): boolean {
    const peer = plainAddress(socket.remoteAddress ?? "");
    if (!this.#limits || isListed(this.#proxies, peer)) return true;
    const giveBack = this.#limits.plain.take(addressKey(peer), socket);
    if (!giveBack) return false;
    const key = peerOf(socket);
    this.#plain.set(key, giveBack);
    socket.once("close", () => this.#plain.delete(key));
    return true;
  }

  /** Counts a plain request; returns 0, or the milliseconds after which to come again. */
  admitRequest(request: IncomingMessage): number {
    if (!this.#limits) return 0;
    const now = this.#elapsed();
    return takeOfAll([this.#limits.requests.of(addressKey(this.addressOf(request)), now)], now);
  }

  #hostOf({ socket, headers }: IncomingMessage, protocol: string): string | undefined {
    const isProxied = isListed(this.#proxies, socket.remoteAddress ?? "");
    const forwarded = isProxied ? [headers["x-forwarded-host"] ?? []].flat()[0] : undefined;
    const host = forwarded ?? headers.host;
    return host === undefined ? undefined : URL.parse(`${protocol}//${host}`)?.host;
  }
}

/** Returns the same key for a connection and for the TLS over it. */
const peerOf = (socket: Duplex): string =>
  socket instanceof Socket ? `${socket.remoteAddress} ${socket.remotePort}` : "";
