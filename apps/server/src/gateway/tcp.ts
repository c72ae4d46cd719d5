import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type SecureContextOptions } from "node:tls";
import { textsOf } from "@beseda/protocol";
import { Conversation, type ConversationParts } from "../text/conversation.ts";
import { LineSplitter, LineTooLongError, type TypedLine } from "../text/line-splitter.ts";
import type { Flusher } from "./flusher.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { httpRefusal, isHttpRequest } from "./http-request.ts";
import { TcpPort } from "./tcp-port.ts";
import { plainAddress } from "../address.ts";

/** Idle time before the system asks a peer whether it is there; with ten more seconds of asking it is gone (SES-6). */
const keepAliveDelayMs = 20_000;
/** What an HTTP client gets to be recognised before it is greeted as a person. */
const firstLineMs = 20;
/** What peers get at the end of the server to read the last line. */
const stopGraceMs = 500;

export interface TcpGatewayParts {
  readonly conversations: ConversationParts;
  readonly flusher: Flusher;
  readonly heartbeat: Heartbeat;
  /** Where the web client is, for who comes to the wrong port. */
  readonly webAddress: () => string;
  /** Whether there is room for a connection from an address, until it closes. */
  readonly admit: (address: string, socket: Socket) => boolean;
  /** With these, lines go over TLS only. */
  readonly tls?: SecureContextOptions | undefined;
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
      ? createTlsServer({ ...options, ...parts.tls }, accept)
      : createServer(options, accept);
  }

  /**
   * Resolves with the port that it listens on.
   * @throws `NodeJS.ErrnoException` with `EADDRINUSE` or `EACCES`
   */
  async listen(host: string, port: number): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once("error", reject).listen(port, host, resolve);
    await promise;
    this.#server.off("error", reject);
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : port;
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
      const { locale } = this.#parts.conversations;
      const { errors, lines } = textsOf(locale);
      socket.once("error", () => undefined).end(`${lines.refusal(errors["too-many-connections"]())}\n`);
      socket.destroySoon();
      return;
    }
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    new TcpCall(this.#parts, socket).begin();
  }
}

/** Resolves with the close of a socket, however it comes: that a peer broke off is nothing to fail of. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once("close", () => resolve());
  });

/** One TCP connection and who talks over it. */
class TcpCall {
  readonly #parts: TcpGatewayParts;
  readonly #socket: Socket;
  readonly #splitter: LineSplitter;
  readonly #port: TcpPort;
  readonly #conversation: Conversation;
  #greeting: NodeJS.Timeout | undefined;
  #isFirstLine = true;
  #isOver = false;

  constructor(parts: TcpGatewayParts, socket: Socket) {
    this.#parts = parts;
    this.#socket = socket;
    this.#splitter = new LineSplitter(parts.conversations.limits.frame_bytes);
    this.#port = new TcpPort({
      socket,
      flusher: parts.flusher,
      unfinishedLine: () => this.#splitter.unfinished,
      onGivenUp: (why) => this.#evict(why),
    });
    this.#conversation = new Conversation(parts.conversations, {
      port: this.#port,
      via: "tcp",
      address: plainAddress(socket.remoteAddress ?? ""),
    });
  }

  begin(): void {
    const socket = this.#socket;
    let failure: NodeJS.ErrnoException | undefined;
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    socket.once("end", () => this.#finish());
    socket.once("error", (error) => (failure = error));
    socket.once("close", () => {
      clearTimeout(this.#greeting);
      this.#parts.heartbeat.unwatch(this.#port);
      this.#conversation.closed(failure?.code === "ETIMEDOUT" ? "timeout" : "lost");
    });
    this.#parts.heartbeat.watch(this.#port);
    // One more turn, so that what has come meanwhile is read first, however busy the server is.
    this.#greeting = setTimeout(() => setImmediate(() => this.#greet()), firstLineMs);
  }

  #receive(bytes: Buffer): void {
    if (this.#isOver) return;
    try {
      for (const line of this.#splitter.push(bytes)) this.#take(line);
    } catch (error) {
      if (!(error instanceof LineTooLongError)) throw error;
      this.#greet();
      this.#evict("tooBig");
    }
  }

  #take(line: TypedLine): void {
    if (this.#isOver) return;
    const isFirst = this.#isFirstLine;
    this.#isFirstLine = false;
    if (isFirst && "text" in line && isHttpRequest(line.text)) {
      this.#refuseHttp();
      return;
    }
    this.#greet();
    this.#conversation.receive(line);
  }

  /** The peer closed its side: what it sent is answered, then the session ends as it should. */
  #finish(): void {
    const line = this.#splitter.end();
    if (line) this.#take(line);
    if (this.#isOver) return;
    this.#greet();
    this.#conversation.finish();
  }

  #greet(): void {
    if (this.#greeting === undefined) return;
    clearTimeout(this.#greeting);
    this.#greeting = undefined;
    void this.#conversation.run();
  }

  /** A web page must not be able to make a browser say something here. */
  #refuseHttp(): void {
    const { conversations, webAddress } = this.#parts;
    const isGreeted = this.#greeting === undefined;
    conversations.logger.info("an HTTP request came to the TCP port");
    if (isGreeted) {
      this.#evict("protocolError");
      return;
    }
    this.#isOver = true;
    clearTimeout(this.#greeting);
    this.#socket.write(httpRefusal(textsOf(conversations.locale).lines.http(webAddress())));
    this.#port.close();
  }

  #evict(name: "slow" | "timeout" | "tooBig" | "protocolError"): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#conversation.evict(name);
  }
}
