import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { getWSConnectionHandler } from "@trpc/server/adapters/ws";
import {
  ChatError,
  closeCodes,
  closeOfPeer,
  introductionSchema,
  localeSchema,
  problemOfName,
  shouldReconnect,
  type CloseName,
  type Introduction,
  type Locale,
} from "@beseda/protocol";
import { WebSocketServer, type WebSocket } from "ws";
import type { Context, Services } from "../../commands/context.ts";
import { RefusedIntroduction, refusalOf } from "../../commands/error-map.ts";
import { appRouter } from "../../commands/router.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Refusals } from "../../session/refusals.ts";
import type { Session } from "../../session/session.ts";
import type { Ending } from "../../session/ending.ts";
import { closingOf } from "./closing.ts";
import { Connection } from "../websocket/connection.ts";
import type { Flusher } from "../websocket/flusher.ts";
import type { FrameAllowances } from "../../limits/frame-allowance.ts";
import type { Heartbeat } from "../websocket/heartbeat.ts";
import { SessionFastPath } from "./fast-path.ts";
import type { Turns } from "../turns.ts";
import type { Upgrade } from "../upgrade.ts";
import { violationOf } from "../websocket/violation.ts";

export interface TrpcGatewayParts {
  readonly services: Services;
  readonly flusher: Flusher;
  readonly heartbeat: Heartbeat;
  readonly turns: Turns;
  /** Undefined where nothing is limited. */
  readonly allowances: FrameAllowances | undefined;
  readonly logger: Logger;
  /** Of connections that were not let in. */
  readonly refusals: Refusals;
}

/** What is left of a request when it has become a WebSocket: the rest would live as long as the connection. */
interface Request {
  readonly url: string | undefined;
  /** The stock handler makes an address of `Host`, throws where that is none, and ends the server with it (OPS-5). */
  readonly headers: typeof noHeaders;
  readonly connection: Connection;
}

const noHeaders = {} as const;

/** tRPC over WebSocket: each connection is a session, from its introduction to its close. */
export class TrpcGateway {
  readonly #parts: TrpcGatewayParts;
  readonly #wss: WebSocketServer;
  readonly #introductions = new WeakMap<Connection, NodeJS.Timeout>();
  /** What peers did wrong, of those that did. */
  readonly #violations = new WeakMap<Connection, CloseName>();
  readonly #accept: (request: Request) => void;

  constructor(parts: TrpcGatewayParts) {
    this.#parts = parts;
    // Compression is per socket: frames could not be shared.
    const { delivery, limits } = parts.services;
    const options = { noServer: true, perMessageDeflate: false, maxPayload: limits.frame_bytes };
    this.#wss = new WebSocketServer(options);
    const handler = getWSConnectionHandler({
      wss: this.#wss,
      router: appRouter,
      maxBatchSize: limits.batch,
      experimental_encoder: { encode: (message) => delivery.encode(message), decode: parseText },
      createContext: ({ res, info }) => this.#introduce(res, info.connectionParams),
      onError: ({ error, path, ctx, req }) => {
        // What a chat refuses has been counted; what is no request of one has not, and a frame may have many.
        if (!(error.cause instanceof ChatError)) connectionOf(req)?.inbox.count(mistakeBytes);
        const refusal = refusalOf(error).code;
        const refusals = ctx?.session.refusals ?? parts.refusals;
        if (isOfSocket(error.cause)) refusals.note({ refusal: violationOf(error.cause.code) ?? "lost" });
        else if (refusal !== "internal") refusals.note({ command: path, refusal });
        else parts.logger.error({ err: error.cause ?? error, path }, "request failed");
      },
    });
    // The stock handler uses of a socket what a connection has, and of a request its address; its types ask for the whole.
    this.#accept = (request) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      handler(request.connection as unknown as WebSocket, request as unknown as IncomingMessage);
    };
  }

  /** Takes over an upgrade request for `/trpc`. */
  upgrade(request: IncomingMessage, stream: Duplex, { head, address }: Upgrade): void {
    const { url } = request;
    this.#wss.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection({ socket, stream, address }, this.#parts);
      const allowance = this.#parts.allowances?.of(address);
      if (allowance) connection.inbox.allow(allowance);
      this.#receive({ url, headers: noHeaders, connection });
    });
  }

  #receive(request: Request): void {
    const { connection } = request;
    connection.on("error", (error) => {
      this.#parts.logger.debug({ err: error }, "socket error");
      this.#sendAway(connection, error);
    });
    this.#introductions.set(connection, this.#introductionDeadline(connection));
    this.#accept(request);
  }

  /** Who connects and says nothing does not keep the place of somebody else. */
  #introductionDeadline(connection: Connection): NodeJS.Timeout {
    const { introduce_ms } = this.#parts.services.limits;
    return setTimeout(() => connection.close(), introduce_ms).unref();
  }

  /** `ws` has sent its close frame by then; who broke the protocol and does not answer it is not waited for. */
  #sendAway(connection: Connection, { code }: NodeJS.ErrnoException): void {
    const name = violationOf(code);
    if (!name) return;
    this.#violations.set(connection, name);
    connection.close(closeCodes[name].code, closeCodes[name].reason.en);
  }

  async #introduce(connection: unknown, parameters: unknown): Promise<Context> {
    if (!(connection instanceof Connection)) throw new Error("a context without a connection");
    clearTimeout(this.#introductions.get(connection));
    this.#introductions.delete(connection);
    const introduction = this.#introduction(connection, parameters ?? {});
    const session = await this.#open(introduction, connection);
    this.#carry(session, { connection, comesBack: introduction.session !== undefined });
    const { services } = this.#parts;
    return { session, services, connection: { outlet: connection, subscriptions: { open: 0, asked: 0 } } };
  }

  /** Who introduces themselves wrongly is told what was wrong, in a language that they know if that was right. */
  #introduction(connection: Connection, parameters: unknown): Introduction {
    const { data, error } = introductionSchema.safeParse(parameters);
    if (data) return data;
    const { locale, name }: { locale?: unknown; name?: unknown } = Object(parameters);
    const field = String(error.issues[0]?.path[0] ?? "connectionParams");
    const problem = field === "name" && typeof name === "string" ? problemOfName(name) : undefined;
    const refusal =
      problem === undefined ? new ChatError("bad-introduction", field) : new ChatError("bad-name", problem);
    const known = localeSchema.safeParse(locale).data;
    return this.#refuse(
      connection,
      refusal,
      this.#parts.services.sessions.localeOf(known ? { locale: known } : {}),
    );
  }

  /** Apart from the introduction, which would otherwise stay in reach of what listens as long as the connection. */
  #carry(session: Session, { connection, comesBack }: Carrier): void {
    const { batch } = this.#parts.services.limits;
    connection.inbox.shortcut(new SessionFastPath({ session, connection, batch }));
    connection.whenClosed((code) => this.#ended({ session, connection, code, comesBack }));
  }

  /**
   * Who comes while the server stops is closed like everybody else and comes back later. An error would end their
   * subscription for good: the stock client does not repeat one that was refused.
   */
  async #open(introduction: Introduction, connection: Connection): Promise<Session> {
    const { sessions } = this.#parts.services;
    const { address } = connection;
    try {
      return await sessions.open({ introduction, via: "trpc", transport: connection, address });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const locale = sessions.localeOf(introduction);
      if (error.code !== "shutting-down") return this.#refuse(connection, error, locale);
      const { code, reason } = closeCodes.restart;
      connection.close(code, reason[locale]);
      return never();
    }
  }

  /** The answers that say why go out first; then the connection closes with the code that fits. */
  #refuse(connection: Connection, error: ChatError, locale: Locale): never {
    const { code, reason } = closingOf(error, locale);
    setImmediate(() => connection.closeBehind(code, reason));
    throw new RefusedIntroduction(error, locale);
  }

  #ended({ session, connection, code, comesBack }: Closed): void {
    // The session went on over another connection.
    if (session.transport !== connection || session.isOver) return;
    const ending = endingOf(code, this.#violations.get(connection) ?? connection.closedFor, session);
    const failed = (error: unknown): void =>
      this.#parts.logger.error({ err: error, session: session.id }, "the end of a session was not written");
    const mayComeBack = comesBack && shouldReconnect(ending.code) && code !== goneAway;
    if (mayComeBack) session.lose(ending, failed);
    else session.end(ending).catch(failed);
  }
}

/** Whether it is the connection that failed, or what came over it that broke its protocol (OPS-5). */
const isOfSocket = (error: Error | undefined): error is NodeJS.ErrnoException =>
  error !== undefined &&
  "code" in error &&
  (violationOf(String(error.code)) !== undefined ||
    ["ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(String(error.code)));

/** What is answered with an error of the stock handler's own costs as much as a frame of so many bytes. */
const mistakeBytes = 24 * 1024;

/** Of what the stock handler holds for a request. */
const connectionOf = (request: object): Connection | undefined =>
  "connection" in request && request.connection instanceof Connection ? request.connection : undefined;

/** Never settles: its connection is closed, and nothing may be answered any more. */
const never = <Value>(): Promise<Value> => Promise.withResolvers<Value>().promise;

interface Carrier {
  readonly connection: Connection;
  /** Whether its client knows how to come back to a session that was lost. */
  readonly comesBack: boolean;
}

interface Closed {
  readonly session: Session;
  readonly connection: Connection;
  readonly code: number;
  readonly comesBack: boolean;
}

const goneAway: number = closeCodes.goingAway.code;

const parseText = (data: string | ArrayBuffer | Uint8Array): unknown =>
  JSON.parse(typeof data === "string" ? data : new TextDecoder().decode(data));

/** @param closedFor - why the server closed the connection, where it did */
const endingOf = (code: number, closedFor: CloseName | undefined, { locale }: Session): Ending => {
  const row = closeCodes[closedFor ?? closeOfPeer(code)];
  return { code: closedFor ? row.code : code, status: row.status, message: row.reason[locale] };
};
