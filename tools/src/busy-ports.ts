import { once } from "node:events";
import { createServer } from "node:net";

/** @returns those of the ports, by their numbers, that another program listens on at `host` */
export const busyPorts = async (host: string, ports: readonly number[]): Promise<number[]> => {
  const taken = await Promise.all(ports.map(async (port) => port !== 0 && (await isTaken(host, port))));
  return ports.filter((_, index) => taken[index]);
};

/** @returns the first port from this one on that nobody listens on at `host` */
export const freePort = async (host: string, from: number): Promise<number> =>
  (await isTaken(host, from)) ? freePort(host, from + 1) : from;

const isTaken = async (host: string, port: number): Promise<boolean> => {
  const server = createServer();
  server.listen({ host, port });
  try {
    await once(server, "listening");
    return false;
  } catch (error) {
    // Whatever else is wrong with the address, the server says it better.
    return (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  } finally {
    server.close();
  }
};
