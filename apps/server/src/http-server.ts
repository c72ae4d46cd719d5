import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AcceptQueue } from "./limits/accept-queue.ts";
import type { ConnectionGuard } from "./gateway/connection-guard.ts";
import { refuseUnread, safeHeaders } from "./gateway/raw-refusal.ts";
import { RequestGuard } from "./gateway/request-guard.ts";
import { textPathOf } from "./gateway/lines/text-path.ts";
import { upgrades } from "./gateway/upgrades.ts";
import type { Gateways } from "./gateways.ts";
import { createHttpApp, type HttpAppParts } from "./http/app.ts";
import { basePathOf, withoutBase } from "./http/base-path.ts";
import type { Refusals } from "./session/refusals.ts";
import type { Settings } from "./settings.ts";

export interface HttpServerParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly connectionGuard: ConnectionGuard;
  /** Refusals of connections that were not let in. */
  readonly refusals: Refusals;
  readonly health: HttpAppParts["health"];
}

/** Creates the server for pages, `/health`, and all WebSockets. */
export const createHttpServer = (parts: HttpServerParts): Server => {
  const { settings, gateways, connectionGuard, refusals } = parts;
  const { config, clock } = settings;
  const base = basePathOf(config);
  const http = serverOf(settings, pagesOf(parts, base));
  const { trpc, text } = gateways;
  const rate = { perSecond: 500, burst: 500, longestWaitMs: 10_000, elapsed: () => clock.elapsed() };
  const takeUp = upgrades({
    gatewayOf: (path) => (path === "/trpc" ? trpc : textPathOf(path) && text),
    locale: config.locale,
    connectionGuard,
    acceptQueue: settings.hasLimits ? new AcceptQueue(rate) : undefined,
    refusals,
  });
  http.on("upgrade", (request, stream, head) => {
    request.url = withoutBase(request.url ?? "/", base);
    takeUp(request, stream, head);
  });
  http.on("clientError", refuseUnread);
  http.on("connection", (socket: Socket) =>
    connectionGuard.admitPlain(socket) ? undefined : socket.destroy(),
  );
  return http;
};

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Creates the HTTP or HTTPS server; a client that sends a request, or completes TLS, byte by byte is not
 * waited for.
 */
const serverOf = ({ tls, slowestHeadMs }: Settings, serve: Serve): Server => {
  const timeouts = {
    headersTimeout: slowestHeadMs,
    requestTimeout: 3 * slowestHeadMs,
    connectionsCheckingInterval: slowestHeadMs / 2,
  };
  return tls
    ? createTlsServer({ ...timeouts, handshakeTimeout: slowestHeadMs, ...tls }, serve)
    : createServer(timeouts, serve);
};

const pagesOf = ({ settings, connectionGuard, health }: HttpServerParts, base: string): Serve => {
  const app = createHttpApp({
    web: settings.web,
    health,
    isSecure: settings.tls !== undefined,
    isForUs: (request) => connectionGuard.isHostAllowed(request),
    isOriginAllowed: (request) => connectionGuard.isOriginAllowed(request),
    server: settings.server,
  });
  const listener = getRequestListener(app.fetch, {
    // The host of requests that name none.
    hostname: "localhost",
    // Requests that the framework cannot read do not reach the application.
    errorHandler: () => new Response(null, { status: 400, headers: safeHeaders }),
  });
  const requests = new RequestGuard((request) => connectionGuard.admitRequest(request));
  return (request, response) => {
    if (!requests.admit(request, response)) return;
    request.url = withoutBase(request.url ?? "/", base);
    void listener(request, response);
  };
};
