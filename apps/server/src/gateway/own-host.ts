import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { addressList, isListed, plainAddress } from "../address.ts";

const loopback = addressList(["loopback"]);
/** What whoever hands requests on adds to them; the page of a stranger can add nothing to a WebSocket. */
const handedOn = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"];
const thisMachine = hostname().toLowerCase();

/** How a request came, and what it says. */
interface Asked {
  readonly socket: Pick<IncomingMessage["socket"], "localAddress">;
  readonly headers: IncomingMessage["headers"];
}

/**
 * Whether a request is meant for this server, by the name it is asked by (W8). A page of a stranger whose name suddenly
 * stands for this very machine is, to the browser, of one host with what listens here. So on loopback nobody is called
 * by a name that is not ours: an address is no name that somebody else could turn, with TLS the certificate speaks for
 * the name, and where a proxy stands in front, the name is the proxy's affair.
 * @param names - hosts of the addresses that the operator has named
 */
export const isMeantForUs = ({ socket, headers }: Asked, names: ReadonlySet<string>): boolean => {
  // Programs of HTTP/1.0 name no host, browsers always do.
  if (!headers.host || "encrypted" in socket) return true;
  if (!isListed(loopback, plainAddress(socket.localAddress ?? ""))) return true;
  if (handedOn.some((name) => headers[name] !== undefined)) return true;
  const name = URL.parse(`http://${headers.host}`)?.hostname.replace(/\.$/u, "");
  return name !== undefined && (isOfThisMachine(name) || names.has(name));
};

/** A name without a dot is one of this network: nobody serves a page of a stranger by it. */
const isOfThisMachine = (name: string): boolean =>
  !name.includes(".") ||
  name === thisMachine ||
  name.endsWith(".localhost") ||
  isIP(name.replace(/^\[|\]$/gu, "")) !== 0;
