import type { Server } from "node:net";

/**
 * Listens; resolves with the port.
 * @throws `NodeJS.ErrnoException` with `EADDRINUSE`, `EADDRNOTAVAIL` or `EACCES`
 */
export const listen = async (server: Server, host: string, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).listen(port, host, resolve);
  await promise;
  server.off("error", reject);
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
};
