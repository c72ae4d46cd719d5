import { once } from "node:events";
import type { Socket } from "node:net";
import { WebSocket } from "ws";

/** Resolves when a connection is closed, normally or not. */
export const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on("error", () => undefined).once("close", () => resolve());
  });

/** Tries to become a WebSocket; resolves with the status of the refusal, or 101. */
export const upgrade = async (
  port: number,
  headers: Record<string, string>,
  path = "/trpc",
): Promise<number> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  socket.on("error", () => undefined);
  const status = await Promise.race([
    once(socket, "open").then(() => 101),
    once(socket, "unexpected-response").then(
      ([, response]) => (response as { statusCode: number }).statusCode,
    ),
    once(socket, "close").then(() => 0),
  ]);
  socket.terminate();
  return status;
};
