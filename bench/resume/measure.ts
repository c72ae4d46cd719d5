import { performance } from "node:perf_hooks";
import type { Cursor } from "@beseda/protocol";
import { Audience } from "../lib/crowd/audience.ts";
import { CountingReader } from "../lib/crowd/counting-reader.ts";
import { beseda } from "../lib/dialect.ts";
import { RawSocket } from "../lib/raw/raw-socket.ts";
import { sides, SideProcess } from "../lib/side.ts";
import { StockClient } from "../lib/stock-client.ts";
import { within } from "../lib/within.ts";

const timeoutMs = 60_000;

/** A server, and how far a client had heard it before so many messages were said. */
export interface Missed {
  readonly server: SideProcess;
  readonly cursor: Cursor;
  readonly messages: number;
}

/** As fast as they are said; the server commits many together. */
const messagesPerSecond = 4000;

/** A log that grew by so many messages since a client was there. */
export const grow = async (server: SideProcess, messages: number): Promise<Missed> => {
  const client = new StockClient({ port: server.port, onMessage: () => {} });
  const { log, seq } = await client.follow();
  await client.close();
  await using audience = new Audience(server);
  await audience.open();
  await audience.say(messagesPerSecond, messages);
  return { server, cursor: { log, seq }, messages };
};

export const startServer = (): Promise<SideProcess> => SideProcess.start(sides.beseda);

/** From the dial to the last message, each record checked to follow the one before. */
export const resumeStock = async ({ server, cursor, messages }: Missed): Promise<number> => {
  const complete = Promise.withResolvers<void>();
  let heard = 0;
  const began = performance.now();
  const client = new StockClient({
    port: server.port,
    after: cursor,
    onMessage: () => {
      heard += 1;
      if (heard === messages) complete.resolve();
    },
  });
  await client.follow();
  await within(timeoutMs, `${messages} messages`, complete.promise);
  const took = performance.now() - began;
  await client.close();
  if (client.gaps > 0) throw new Error(`${client.gaps} records did not follow the one before them`);
  return took;
};

/** The same for a reader that does nothing but count: the time of the server alone. */
export const resumeRaw = async ({ server, cursor, messages }: Missed): Promise<number> => {
  const [introduction = ""] = beseda.reader.opening;
  const params = { path: "events.follow", input: { after: cursor } };
  const follow = JSON.stringify({ id: 1, method: "subscription", params });
  const role = { ...beseda.reader, opening: [introduction, follow] };
  const began = performance.now();
  const reader = await CountingReader.open({ port: server.port, role }, RawSocket.factory());
  await within(timeoutMs, `${messages} messages`, reader.heard(messages));
  const took = performance.now() - began;
  reader.socket.cut();
  return took;
};
