import { ChatError } from "@beseda/protocol";
import type { Config } from "./config.ts";
import { SecretsError } from "./identity/secrets.ts";

/** What is known of a port that could not be listened on. */
interface Place {
  readonly host: string;
  readonly port: string;
  /** The option that chooses it. */
  readonly option: string;
}

const sentences: Readonly<Record<string, (place: Place) => string>> = {
  EADDRINUSE: ({ host, port, option }) =>
    `Port ${port} on ${host} is in use already. Stop the other program, or choose another port with ${option}.`,
  EACCES: ({ host, port, option }) =>
    `The system does not allow listening on ${host}:${port}. Choose a port above 1023 with ${option}.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}. Choose another one with --host.`,
  ENOTFOUND: ({ host }) => `The address ${host} was not found. Choose another one with --host.`,
};

const placeOf = (error: Error, { host, port, tcpPort }: Config): Place => {
  const failed = "port" in error ? Number(error.port) : port;
  return {
    host,
    port: String(failed),
    option: failed === tcpPort && failed !== port ? "--tcp-port" : "--port",
  };
};

/** One sentence for the person who started the server: what was wrong and what to do. */
export const sentenceOf = (error: unknown, config: Config): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SecretsError || error instanceof ChatError) return error.in(config.locale);
  const code = "code" in error ? String(error.code) : "";
  const listening = "syscall" in error && error.syscall === "listen";
  const sentence = listening || code === "ENOTFOUND" ? sentences[code] : undefined;
  return sentence ? sentence(placeOf(error, config)) : error.message;
};
