import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { addressList, isListed, plainAddress } from "../address.ts";

const loopback = addressList(["loopback"]);
/** The headers that proxies add to requests; a stranger's page cannot add any to a WebSocket. */
const handedOn = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"];
const thisMachine = hostname().toLowerCase();

/** The connection and headers of a request. */
interface Asked {
  readonly socket: Pick<IncomingMessage["socket"], "localAddress">;
  readonly headers: IncomingMessage["headers"];
}

/**
 * Tells whether a request is meant for this server, by the host name in it (W8). To a browser, a stranger's
 * page whose name suddenly resolves to this very machine has the same host as the servers here. So on
 * loopback no foreign name is accepted: an address is not a name that somebody else could redirect, with TLS
 * the certificate vouches for the name, and behind a proxy the name is the proxy's affair.
 * @param names - the hosts of the addresses that the operator has configured
 */
export const isMeantForUs = ({ socket, headers }: Asked, names: ReadonlySet<string>): boolean => {
  // HTTP/1.0 programs send no host, browsers always do.
  if (!headers.host || "encrypted" in socket) return true;
  if (!isListed(loopback, plainAddress(socket.localAddress ?? ""))) return true;
  if (handedOn.some((name) => headers[name] !== undefined)) return true;
  const name = URL.parse(`http://${headers.host}`)?.hostname.replace(/\.$/u, "");
  return name !== undefined && (isOfThisMachine(name) || names.has(name));
};

/** A name without a dot belongs to this network: no stranger's page is served under it. */
const isOfThisMachine = (name: string): boolean =>
  !name.includes(".") ||
  name === thisMachine ||
  name.endsWith(".localhost") ||
  isIP(name.replace(/^\[|\]$/gu, "")) !== 0;
