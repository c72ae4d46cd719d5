import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type SecureContextOptions } from "node:tls";
import { textsOf } from "@beseda/protocol";
import { plainAddress } from "../../address.ts";
import { listen } from "../../listening.ts";
import { TcpConnection, type TcpConnectionParts } from "./tcp-connection.ts";

/** Idle time before the system asks a peer whether it is there; with ten more seconds of asking it is gone (SES-6). */
const keepAliveDelayMs = 20_000;
/** What peers get at the end of the server to read the last line. */
const stopGraceMs = 500;

export interface TcpGatewayParts extends TcpConnectionParts {
  /** Whether there is room for a connection from an address, until it closes. */
  readonly admit: (address: string, socket: Socket) => boolean;
  /** The same before it is known whether a connection speaks TLS. */
  readonly admitPlain: (socket: Socket) => boolean;
  /** With these, lines go over TLS only. */
  readonly tls?: SecureContextOptions | undefined;
  /** How long a peer may take to agree on TLS, in milliseconds. */
  readonly handshakeMs: number;
}

/** Plain TCP: UTF-8 lines, for `nc`, `telnet` and ten lines of any language. */
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
    // Who never agrees on TLS is never accepted, and keeps a place all the same.
    this.#server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
    this.#server.on("connection", (socket: Socket) =>
      parts.admitPlain(socket) ? undefined : socket.destroy(),
    );
  }

  /**
   * Resolves with the port that it listens on.
   * @throws `NodeJS.ErrnoException` with `EADDRINUSE` or `EACCES`
   */
  listen(host: string, port: number): Promise<number> {
    return listen(this.#server, host, port);
  }

  /** Takes nobody any more. */
  refuse(): void {
    this.#server.close();
  }

  /** Resolves when all connections are closed; those that peers do not close by themselves are destroyed. */
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

/** Resolves with the close of a socket, however it comes: that a peer broke off is nothing to fail of. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once("close", () => resolve());
  });
