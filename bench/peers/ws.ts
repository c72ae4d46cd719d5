import { WebSocketServer, type WebSocket } from "ws";
import { recordOf, tellPort, type Say } from "./record.ts";

// The loop that everybody writes first: stringify once, send to all.
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const readers = new Set<WebSocket>();

server.on("connection", (socket, request) => {
  if (request.url !== "/sender") readers.add(socket);
  socket.on("close", () => readers.delete(socket));
  socket.on("message", (data) => {
    const said = JSON.parse(String(data)) as Say;
    const text = JSON.stringify({ events: [recordOf(said)] });
    for (const reader of readers) reader.send(text);
  });
});
server.on("listening", () => tellPort((server.address() as { port: number }).port));
