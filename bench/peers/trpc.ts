import { EventEmitter, on } from "node:events";
import { initTRPC, tracked } from "@trpc/server";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { recordOf, tellPort } from "./record.ts";

// As in tRPC's own guide: an emitter, and one generator for each subscriber.
const emitter = new EventEmitter();
emitter.setMaxListeners(0);
const t = initTRPC.create();
const sayInput = z.object({ id: z.string(), room: z.string(), text: z.string() });
let count = 0;

const router = t.router({
  say: t.procedure.input(sayInput).mutation(({ input }) => {
    count += 1;
    emitter.emit("record", String(count), recordOf(input));
    return { seq: count };
  }),
  events: t.procedure.subscription(async function* ({ signal }) {
    for await (const [id, record] of on(emitter, "record", { signal })) {
      yield tracked(id as string, { events: [record as object] });
    }
  }),
});

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
applyWSSHandler({ wss: server, router });
server.on("listening", () => tellPort((server.address() as { port: number }).port));
