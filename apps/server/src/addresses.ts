import { addressList, isListed } from "./address.ts";
import type { Config } from "./config.ts";
import { basePathOf } from "./http/base-path.ts";

/** Where a running server can be reached. */
export interface Addresses {
  readonly http: string;
  /** The same with the path under which the web client lies. */
  readonly web: string;
  readonly port: number;
  readonly tcpPort: number | "off";
}

/** What the ports that are listened on are called by. */
export const addressesOf = (config: Config, ports: Pick<Addresses, "port" | "tcpPort">): Addresses => {
  const http = `${config.tlsCert === "" ? "http" : "https"}://${hostOf(config.host)}:${ports.port}`;
  return { http, web: `${http}${basePathOf(config)}`.replace(/\/$/u, ""), ...ports };
};

/** Pages that may connect: those of other hosts, and the one that the operator names as ours. */
export const originsOf = ({ origin, publicUrl }: Config): readonly string[] =>
  publicUrl === "" ? origin : [...origin, new URL(publicUrl).origin];

/** Lines without TLS are for this machine alone, unless somebody asks for more. */
export const tcpHostOf = ({ host, tcpHost, tlsCert }: Config): string =>
  tcpHost === "" && tlsCert === "" && !isLoopback(host) ? "127.0.0.1" : tcpHost || host;

const isLoopback = (host: string): boolean =>
  host === "localhost" || isListed(addressList(["loopback"]), host);

const hostOf = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
};
