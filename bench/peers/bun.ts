import { recordOf, tellPort, type Say } from "./record.ts";

// Bun's WebSockets are uWebSockets, in C++: the publishing is native.
const server = Bun.serve<{ isSender: boolean }, never>({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request, server) {
    const isSender = new URL(request.url).pathname === "/sender";
    if (server.upgrade(request, { data: { isSender } })) return undefined;
    return new Response("A WebSocket is wanted here.", { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    open(socket) {
      if (!socket.data.isSender) socket.subscribe("lobby");
    },
    message(_socket, data) {
      const said = JSON.parse(String(data)) as Say;
      server.publish("lobby", JSON.stringify({ events: [recordOf(said)] }));
    },
  },
});
tellPort(server.port);
