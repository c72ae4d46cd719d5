import { createServer } from "node:http";
import { Server } from "socket.io";
import { recordOf, tellPort, type Say } from "./record.ts";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  if (socket.handshake.auth["role"] !== "sender") void socket.join("lobby");
  socket.on("say", (said: Say) => io.to("lobby").emit("events", [recordOf(said)]));
});
http.listen(0, "127.0.0.1", () => tellPort((http.address() as { port: number }).port));
