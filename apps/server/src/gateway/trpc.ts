import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { getWSConnectionHandler } from "@trpc/server/adapters/ws";
import { closeCodes, introductionSchema, statusOfPeerClose, type Limits } from "@beseda/protocol";
import type { EventLog } from "@beseda/log";
import { WebSocketServer, type WebSocket } from "ws";
import { appRouter } from "../api/router.ts";
import type { ApiContext } from "../api/trpc.ts";
import type { Logger } from "../logger.ts";
import type { Ending, Session } from "../session/session.ts";
import type { Sessions } from "../session/sessions.ts";
import { Connection } from "./connection.ts";
import type { Heartbeat } from "./heartbeat.ts";

export interface TrpcGatewayParts {
  readonly sessions: Sessions;
  readonly log: EventLog;
  readonly limits: Limits;
  readonly heartbeat: Heartbeat;
  readonly logger: Logger;
  readonly server: ApiContext["server"];
}

/** tRPC over WebSocket: each connection is one session, from its introduction to its close. */
export class TrpcGateway {
  readonly #parts: TrpcGatewayParts;
  readonly #wss: WebSocketServer;
  readonly #accept: (socket: WebSocket, request: IncomingMessage) => void;
  /** The connection that a context is made for: tRPC hands the socket through. */
  readonly #connections = new WeakMap<WebSocket, Connection>();

  constructor(parts: TrpcGatewayParts) {
    this.#parts = parts;
    this.#wss = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: parts.limits.frame_bytes,
    });
    const handler = getWSConnectionHandler({
      wss: this.#wss,
      router: appRouter,
      maxBatchSize: parts.limits.batch,
      createContext: ({ res, info }) => this.#introduce(res, info.connectionParams),
      onError: ({ error, path }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          parts.logger.error({ err: error.cause ?? error, path }, "request failed");
      },
    });
    this.#accept = (socket, request) => handler(socket, request);
  }

  /** Takes over an upgrade request for `/trpc`. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#wss.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection(socket, stream);
      this.#connections.set(socket, connection);
      this.#parts.heartbeat.watch(connection);
      socket.on("error", (error) => this.#parts.logger.debug({ err: error }, "socket error"));
      this.#accept(socket, request);
    });
  }

  async #introduce(socket: WebSocket, parameters: unknown): Promise<ApiContext> {
    const { sessions, log, limits, server } = this.#parts;
    const connection = this.#connections.get(socket);
    if (!connection) throw new Error("a socket without a connection");
    const closed = closeOf(socket);
    const introduction = introductionSchema.parse(parameters ?? {});
    const session = await sessions.open({ introduction, via: "trpc", transport: connection });
    void closed.then((code) => this.#end(session, endingOf(code, connection, session)));
    return { session, log, limits, server };
  }

  async #end(session: Session, ending: Ending): Promise<void> {
    try {
      await session.end(ending);
    } catch (error) {
      this.#parts.logger.error({ err: error, session: session.id }, "the end of a session was not written");
    }
  }
}

/** Resolves with the close code, from now on or already closed. */
const closeOf = (socket: WebSocket): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>();
  if (socket.readyState === socket.CLOSED) resolve(closeCodes.lost.code);
  else socket.once("close", resolve);
  return promise;
};

const endingOf = (code: number, connection: Connection, { locale }: Session): Ending => {
  if (connection.timedOut) return { code, status: "timeout", message: closeCodes.timeout.reason[locale] };
  const status = statusOfPeerClose(code);
  const row = Object.values(closeCodes).find((candidate) => candidate.status === status) ?? closeCodes.lost;
  return { code, status, message: row.reason[locale] };
};
