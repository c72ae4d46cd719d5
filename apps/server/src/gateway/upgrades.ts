import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { gatewayTextsOf, type Locale } from "@beseda/protocol";
import type { Refusals } from "../session/refusals.ts";
import type { AcceptQueue } from "../limits/accept-queue.ts";
import type { ConnectionGuard } from "./connection-guard.ts";
import { refuse } from "./raw-refusal.ts";
import type { Upgrade } from "./upgrade.ts";

/** A gateway that takes over requests to become a WebSocket. */
interface Gateway {
  upgrade(request: IncomingMessage, stream: Duplex, upgrade: Upgrade): void;
}

export interface UpgradesParts {
  /** Returns the gateway that a path leads to. */
  readonly gatewayOf: (path: string) => Gateway | undefined;
  /** The language of messages outside of any session. */
  readonly locale: Locale;
  readonly connectionGuard: ConnectionGuard;
  /** Undefined if everybody is taken up at once. */
  readonly acceptQueue: AcceptQueue | undefined;
  readonly refusals: Refusals;
}

/** A listener defined outside the request's scope: a socket's listeners live as long as the socket. */
const ignored = (): undefined => undefined;

/** Handles requests to become a WebSocket: each is taken over by its gateway, or refused with a status. */
export const upgrades =
  ({ gatewayOf, locale, connectionGuard, acceptQueue, refusals }: UpgradesParts) =>
  (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.once("error", ignored);
    const path = URL.parse(request.url ?? "/", "http://beseda")?.pathname ?? "";
    const gateway = gatewayOf(path);
    if (!gateway) {
      refuse(stream, "404 Not Found", { sentence: gatewayTextsOf(locale).noSuchPath() });
      return;
    }
    if (!connectionGuard.isHostAllowed(request)) {
      refusals.note({ refusal: "host" });
      refuse(stream, "421 Misdirected Request");
      return;
    }
    if (!connectionGuard.isOriginAllowed(request)) {
      refusals.note({ refusal: "origin", origin: request.headers.origin });
      refuse(stream, "403 Forbidden");
      return;
    }
    const address = connectionGuard.addressOf(request);
    const retryMs = connectionGuard.admit(address, stream);
    if (retryMs > 0) {
      refusals.note({ refusal: "too-many-connections" });
      refuse(stream, "429 Too Many Requests", { retryMs });
    } else inTurn(acceptQueue, stream, () => gateway.upgrade(request, stream, { head, address }));
  };

/** Takes up a connection at once or after a wait, or sends it away with the time to come back (DEL-8). */
const inTurn = (acceptQueue: AcceptQueue | undefined, stream: Duplex, upgrade: () => void): void => {
  const admitted = acceptQueue?.ask() ?? { waitMs: 0 };
  if ("retryMs" in admitted) refuse(stream, "503 Service Unavailable", { retryMs: admitted.retryMs });
  else if (admitted.waitMs === 0) upgrade();
  else setTimeout(() => (stream.destroyed ? undefined : upgrade()), admitted.waitMs);
};
