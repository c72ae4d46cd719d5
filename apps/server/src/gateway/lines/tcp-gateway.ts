import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type SecureContextOptions } from "node:tls";
import { textsOf } from "@beseda/protocol";
import { plainAddress } from "../../address.ts";
import { listen } from "../../listening.ts";
import { TcpConnection, type TcpConnectionParts } from "./tcp-connection.ts";

/**
 * The idle time before the system probes a peer; after ten more seconds of probing it counts as gone (SES-6).
 */
const keepAliveDelayMs = 20_000;
/** The time that peers have to read the last line when the server stops. */
const stopGraceMs = 500;

export interface TcpGatewayParts extends TcpConnectionParts {
  /** Takes room for a connection from an address until it closes; returns false if there is none. */
  readonly admit: (address: string, socket: Socket) => boolean;
  /** Does the same before it is known whether a connection speaks TLS. */
  readonly admitPlain: (socket: Socket) => boolean;
  /** The TLS options; if set, lines go over TLS only. */
  readonly tls?: SecureContextOptions | undefined;
  /** How long a peer may take to agree on TLS, in milliseconds. */
  readonly handshakeMs: number;
}

/** The plain TCP gateway: UTF-8 lines, for `nc`, `telnet` and ten-line programs in any language. */
export class TcpGateway {
  readonly #parts: TcpGatewayParts;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  constructor(parts: TcpGatewayParts) {
    this.#parts = parts;
    const options = {
      allowHalfOpen: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveDelayMs,
      noDelay: true,
    };
    const accept = (socket: Socket): void => this.#accept(socket);
    this.#server = parts.tls
      ? createTlsServer({ ...options, handshakeTimeout: parts.handshakeMs, ...parts.tls }, accept)
      : createServer(options, accept);
    if (!parts.tls) return;
    // A peer that never completes TLS is never accepted, but would keep its place.
    this.#server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
    this.#server.on("connection", (socket: Socket) =>
      parts.admitPlain(socket) ? undefined : socket.destroy(),
    );
  }

  /**
   * Listens; resolves with the port.
   * @throws `NodeJS.ErrnoException` with `EADDRINUSE` or `EACCES`
   */
  listen(host: string, port: number): Promise<number> {
    return listen(this.#server, host, port);
  }

  /** Stops accepting connections. */
  refuse(): void {
    this.#server.close();
  }

  /** Resolves when all connections are closed; those that peers do not close themselves are destroyed. */
  async stop(): Promise<void> {
    const closing = [...this.#open].map(closeOf);
    const deadline = setTimeout(() => {
      for (const socket of this.#open) socket.destroy();
    }, stopGraceMs);
    await Promise.all(closing);
    clearTimeout(deadline);
  }

  #accept(socket: Socket): void {
    if (!this.#parts.admit(plainAddress(socket.remoteAddress ?? ""), socket)) {
      const { locale } = this.#parts.lineSessions;
      const { errors, lines } = textsOf(locale);
      socket.once("error", () => undefined).end(`${lines.refusal(errors["too-many-connections"]())}\n`);
      socket.destroySoon();
      return;
    }
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    new TcpConnection(this.#parts, socket).begin();
  }
}

/** Resolves when a socket closes, in whatever way: a peer that breaks off is not a failure. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once("close", () => resolve());
  });
