import { addressList, isListed } from "./address.ts";
import type { Config } from "./config.ts";
import { basePathOf } from "./http/base-path.ts";

/** The addresses at which a running server can be reached. */
export interface Addresses {
  readonly http: string;
  /** The HTTP address with the path of the web client. */
  readonly web: string;
  readonly port: number;
  readonly tcpPort: number | "off";
}

/** Returns the addresses of the ports that are listened on. */
export const addressesOf = (config: Config, ports: Pick<Addresses, "port" | "tcpPort">): Addresses => {
  const http = `${config.tlsCert === "" ? "http" : "https"}://${hostOf(config.host)}:${ports.port}`;
  return { http, web: `${http}${basePathOf(config)}`.replace(/\/$/u, ""), ...ports };
};

/** Returns the origins that may connect: the allowed ones, and the server's own as the operator names it. */
export const originsOf = ({ origin, publicUrl }: Config): readonly string[] =>
  publicUrl === "" ? origin : [...origin, new URL(publicUrl).origin];

/** Returns the host for the TCP port: without TLS only this machine, unless configured otherwise. */
export const tcpHostOf = ({ host, tcpHost, tlsCert }: Config): string =>
  tcpHost === "" && tlsCert === "" && !isLoopback(host) ? "127.0.0.1" : tcpHost || host;

const isLoopback = (host: string): boolean =>
  host === "localhost" || isListed(addressList(["loopback"]), host);

const hostOf = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
};
