import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { safeHeaders } from "./raw-refusal.ts";

/** Requests of one connection that may wait for their answers: no browser sends one behind another. */
const mostUnanswered = 16;
/** When to come again who has sent too many behind each other. */
const pipelinedMs = 1000;

/**
 * Refuses requests before anything is made of them: hundreds come in one piece, and to take each of them in would hold
 * everybody up (DEL-6). Behind a refusal the connection ends, and what else came over it is nobody's.
 */
export class RequestGuard {
  readonly #waitMs: (request: IncomingMessage) => number;
  readonly #unanswered = new WeakMap<Duplex, number>();
  readonly #refused = new WeakSet<Duplex>();

  /** @param waitMs - counts a request: 0, or after how many milliseconds to come again */
  constructor(waitMs: (request: IncomingMessage) => number) {
    this.#waitMs = waitMs;
  }

  /** Whether a request is to be answered by somebody else. */
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
