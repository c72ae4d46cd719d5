import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Refusals } from "../session/refusals.ts";
import type { Admission } from "./admission.ts";
import type { Doorman } from "./doorman.ts";
import type { Upgrade } from "./upgrade.ts";

/** What takes over requests to become a WebSocket. */
interface Gateway {
  upgrade(request: IncomingMessage, stream: Duplex, upgrade: Upgrade): void;
}

export interface UpgradesParts {
  /** By the path of the request. */
  readonly gateways: Readonly<Record<string, Gateway>>;
  readonly doorman: Doorman;
  /** Undefined where everybody is taken up at once. */
  readonly admission: Admission | undefined;
  readonly refusals: Refusals;
}

/** What a peer gets to read why it was refused before its socket is destroyed: no server looks after it any more. */
const refusedMs = 2000;

/** Not made where the request is in reach: what a socket listens with lives as long as the socket. */
const ignored = (): undefined => undefined;

/** Listens to requests to become a WebSocket: each is taken over by its gateway, or refused with a status. */
export const upgrades =
  ({ gateways, doorman, admission, refusals }: UpgradesParts) =>
  (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.once("error", ignored);
    const path = URL.parse(request.url ?? "/", "http://beseda")?.pathname ?? "";
    const gateway = Object.hasOwn(gateways, path) ? gateways[path] : undefined;
    if (!gateway) {
      refuse(stream, "404 Not Found");
      return;
    }
    if (!doorman.isOriginAllowed(request)) {
      refusals.note({ refusal: "origin", origin: request.headers.origin });
      refuse(stream, "403 Forbidden");
      return;
    }
    const address = doorman.addressOf(request);
    const retryMs = doorman.admit(address, stream);
    if (retryMs > 0) {
      refusals.note({ refusal: "too-many-connections" });
      refuse(stream, "429 Too Many Requests", retryMs);
    } else inTurn(admission, stream, () => gateway.upgrade(request, stream, { head, address }));
  };

/** Takes a connection up at once, or after its wait, or sends it away with the time to come back (DEL-8). */
const inTurn = (admission: Admission | undefined, stream: Duplex, upgrade: () => void): void => {
  const admitted = admission?.ask() ?? { waitMs: 0 };
  if ("retryMs" in admitted) refuse(stream, "503 Service Unavailable", admitted.retryMs);
  else if (admitted.waitMs === 0) upgrade();
  else setTimeout(() => (stream.destroyed ? undefined : upgrade()), admitted.waitMs);
};

const refuse = (stream: Duplex, status: string, retryMs = 0): void => {
  const retry = retryMs > 0 ? `Retry-After: ${Math.ceil(retryMs / 1000)}\r\n` : "";
  stream.end(`HTTP/1.1 ${status}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  const grace = setTimeout(() => stream.destroy(), refusedMs);
  // Only what is read shows that the peer has closed.
  stream.resume().once("close", () => clearTimeout(grace));
};
