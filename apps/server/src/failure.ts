import type { Config } from "./config.ts";

const sentences: Readonly<Record<string, (config: Config) => string>> = {
  EADDRINUSE: ({ host, port, tcpPort }) =>
    `A port on ${host} is in use already (${port} or ${tcpPort}). Stop the other program, or choose others with --port and --tcp-port.`,
  EACCES: ({ host, port }) =>
    `The system does not allow listening on ${host}:${port}. Choose a port above 1023 with --port.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}. Choose another one with --host.`,
  ENOTFOUND: ({ host }) => `The address ${host} was not found. Choose another one with --host.`,
};

/** One sentence for the person who started the server: what was wrong and what to do. */
export const sentenceOf = (error: unknown, config: Config): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const listening = error instanceof Error && "syscall" in error && error.syscall === "listen";
  const sentence = listening || code === "ENOTFOUND" ? sentences[code] : undefined;
  if (sentence) return sentence(config);
  return error instanceof Error ? error.message : String(error);
};
