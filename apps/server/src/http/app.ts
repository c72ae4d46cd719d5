import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { reachPath, type Reach } from "@beseda/protocol";
import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Whether everything works, only reading works, or nothing works any longer. */
type Status = "ok" | "degraded" | "failed";

export interface HttpAppParts {
  /** The folder of the built web client. */
  readonly web: string;
  readonly health: () => { readonly status: Status };
  /** Whether browsers may be told to use only TLS from now on. */
  readonly isSecure: boolean;
  /** Tells whether a request is meant for this server, by the host name in it. */
  readonly isForUs: (request: IncomingMessage) => boolean;
  /** Tells whether the page that a request comes from may open a WebSocket. */
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  readonly server: Reach["server"];
}

/**
 * Serves the built files, in the smallest form that the browser takes; the folder is looked up at each
 * request until it exists, so a build needs no restart.
 */
const whereBuilt = (web: string): MiddlewareHandler => {
  let files: MiddlewareHandler | undefined;
  return (context, next) => {
    if (!files && existsSync(web)) files = serveStatic({ root: web, precompressed: true });
    return files ? files(context, next) : next();
  };
};

const notBuilt = `The web client is not built yet.
Build it with \`pnpm --filter web build\`, or start everything with \`pnpm start\`, then load this page again.
`;

const notForUs = `This server is not known by that name. Open it by localhost or its address,
or start it with --public-url and the address that stands in the browser.
Сервер не знает этого имени. Откройте его как localhost или по адресу машины
или запустите с --public-url и тем адресом, что стоит в браузере.
`;

type HttpApp = Hono<{ Bindings: HttpBindings }>;

/** The HTTP side: the web client and the state of the server. */
export const createHttpApp = (parts: HttpAppParts): HttpApp => {
  const { web, health, isSecure, isForUs, isOriginAllowed, server } = parts;
  const app: HttpApp = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // No script of the page writes markup: an attacker who finds a place to inject it is stopped by the
        // browser.
        requireTrustedTypesFor: ["'script'"],
      },
      strictTransportSecurity: isSecure ? "max-age=31536000" : false,
    }),
  );
  app.use(async (context, next) => {
    const isAsked = context.req.method === "POST" && context.req.path === `/${reachPath}`;
    if (isAsked || isForUs(context.env.incoming)) return next();
    return context.text(notForUs, 421);
  });
  app.get("/health", (context) => {
    const found = health();
    // A server that can still be read is not taken out of service.
    return context.json(found, found.status === "failed" ? 503 : 200);
  });
  // A browser tells a page nothing about a refused WebSocket: the page asks here for the reason (VIEW-7).
  app.post(`/${reachPath}`, (context) => {
    const { incoming } = context.env;
    const refusal = isForUs(incoming) ? (isOriginAllowed(incoming) ? undefined : "origin") : "host";
    const { host } = incoming.headers;
    const reach: Reach = { server, ...(refusal && { refusal, ...(host !== undefined && { host }) }) };
    return context.json(reach, refusal === undefined ? 200 : 403);
  });
  app.use("/assets/*", async (context, next) => {
    await next();
    // The file names contain a hash of the content.
    context.header("Cache-Control", "public, max-age=31536000, immutable");
  });
  app.use("*", whereBuilt(web));
  app.get("/", async (context) => {
    const page = await readFile(`${web}/index.html`, "utf8").catch(() => undefined);
    return page === undefined ? context.text(notBuilt, 503) : context.html(page);
  });
  return app;
};
