import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { safeHeaders } from "./raw-refusal.ts";

/** The most unanswered requests of one connection: no browser pipelines requests. */
const mostUnanswered = 16;
/** The time after which a client that pipelined too many requests is to come again. */
const pipelinedMs = 1000;

/**
 * Refuses requests before they are processed: hundreds can come in one piece, and processing each would hold
 * everybody up (DEL-6). After a refusal the connection ends, and later requests on it are dropped.
 */
export class RequestGuard {
  readonly #waitMs: (request: IncomingMessage) => number;
  readonly #unanswered = new WeakMap<Duplex, number>();
  readonly #refused = new WeakSet<Duplex>();

  /** @param waitMs - counts a request; returns 0, or the milliseconds after which to come again */
  constructor(waitMs: (request: IncomingMessage) => number) {
    this.#waitMs = waitMs;
  }

  /** Tells whether a request is to be answered by the application. */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    if (this.#refused.has(socket)) return false;
    const unanswered = this.#unanswered.get(socket) ?? 0;
    const waitMs = unanswered >= mostUnanswered ? pipelinedMs : this.#waitMs(request);
    if (waitMs > 0) {
      this.#refused.add(socket);
      refuse(response, waitMs);
      return false;
    }
    this.#unanswered.set(socket, unanswered + 1);
    response.once("close", () => this.#unanswered.set(socket, (this.#unanswered.get(socket) ?? 1) - 1));
    return true;
  }
}

const refuse = (response: ServerResponse, waitMs: number): void => {
  response.writeHead(429, {
    ...safeHeaders,
    "Content-Type": "text/plain; charset=utf-8",
    "Retry-After": String(Math.ceil(waitMs / 1000)),
    Connection: "close",
  });
  response.end("Too many requests. Come again in a moment.\n");
};
