import { once } from "node:events";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { streamSSE } from "hono/streaming";
import { htmlOf, withoutFolders } from "../output/html/html.ts";
import type { PageData } from "../page/page-data.ts";
import { UserError } from "../user-error.ts";

/** The newest report, and those waiting for it. */
export class LivePage {
  #data: PageData;
  #version = 0;
  #news = Promise.withResolvers<void>();

  constructor(data: PageData) {
    this.#data = data;
  }

  get data(): PageData {
    return this.#data;
  }

  show(data: PageData): void {
    this.#data = data;
    this.#version += 1;
    this.#news.resolve();
    this.#news = Promise.withResolvers<void>();
  }

  /** Yields a number for each newer report; those that nobody had time for are skipped. */
  async *versions(signal: AbortSignal): AsyncGenerator<number> {
    const stopped = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => stopped.resolve(), { once: true });
    let told = this.#version;
    while (!signal.aborted) {
      if (this.#version === told) await Promise.race([this.#news.promise, stopped.promise]);
      if (signal.aborted) return;
      told = this.#version;
      yield told;
    }
  }
}

const here: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** A page of another site may have its own name point here: it gets nothing. */
const onlyFromHere = createMiddleware(async (context, next) => {
  if (!here.has(new URL(context.req.url).hostname)) throw new HTTPException(403);
  await next();
  context.header("X-Content-Type-Options", "nosniff");
  context.header("Cache-Control", "no-store");
});

const appOf = (page: LivePage, signal: AbortSignal): Hono => {
  const app = new Hono();
  app.use(onlyFromHere);
  app.get("/", async (context) => context.html(await htmlOf(page.data)));
  app.get("/data.json", (context) => context.json(withoutFolders(page.data)));
  app.get("/news", (context) =>
    streamSSE(context, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      for await (const version of page.versions(AbortSignal.any([signal, gone.signal]))) {
        await stream.writeSSE({ event: "grown", data: String(version) });
      }
    }),
  );
  return app;
};

/**
 * Serves the page on this machine only, until the signal. Resolves with its port when it does.
 * @throws {UserError} when the port is taken
 */
export const servePage = async (page: LivePage, port: number, signal: AbortSignal): Promise<number> => {
  const server = serve({ fetch: appOf(page, signal).fetch, hostname: "127.0.0.1", port });
  signal.addEventListener("abort", () => server.close(), { once: true });
  try {
    await once(server, "listening");
  } catch {
    throw new UserError("port", port);
  }
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
};
