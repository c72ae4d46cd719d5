import { expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { heldBufferBytes, heldBytes } from "../../testing/memory.ts";
import { Person } from "../../testing/person.ts";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";

/**
 * The number of sessions: `BESEDA_LONG=1` measures ten thousand after ten thousand that fill all bounded
 * memory.
 */
const sessions = effort({ short: 600, long: 10_000 });
/** The bytes that a session may leave behind: its two records in the log's indexes; the rest is noise. */
const allowedBytes = effort({ short: 2000, long: 200 });

const comeAndGo = async (server: TemporaryServer, number: number): Promise<void> => {
  // The test covers every transport and every way for a client to leave.
  const way = Math.floor(number / 3) % 3;
  if (number % 3 === 0) {
    const client = await RawTrpcClient.connect(server, `t${number}`);
    if (way === 0) client.socket.terminate();
    else client.socket.close(way === 1 ? 1000 : 1001);
    await client.closed;
    return;
  }
  const client = await (number % 3 === 1 ? WebSocketClient : TcpClient).connect(server);
  if (way === 0) client.vanish();
  else if (way === 1) client.leave();
  else client.type("/quit");
  await client.closed;
};

const manyComeAndGo = async (server: TemporaryServer, count: number): Promise<void> => {
  const atOnce = 50;
  for (let first = 0; first < count; first += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => comeAndGo(server, first + index)));
  }
};

const handles = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    sockets: counts["TCPSocketWrap"] ?? 0,
    servers: counts["TCPServerWrap"] ?? 0,
    timers: counts["Timeout"] ?? 0,
  };
};

test(
  "[SES-6] sessions that came and went over all transports leave no memory, handles, timers or listeners",
  { timeout: 900_000 },
  async () => {
    // The log bounds what it keeps in memory; here that is full at once.
    await using server = await temporaryServer({ tailBytes: 64 * 1024 });
    await manyComeAndGo(server, sessions);
    await until(
      () => "the ends",
      () => server.running.log.last.seq === 1 + 2 * sessions,
    );
    const before = { heap: await heldBytes(), handles: handles() };
    const began = performance.now();
    await manyComeAndGo(server, sessions);
    await until(
      () => "the ends",
      () => server.running.log.last.seq === 1 + 4 * sessions,
    );
    const seconds = (performance.now() - began) / 1000;
    await until(
      () => `no handles besides ${JSON.stringify(handles())}`,
      () => {
        const now = handles();
        return Object.keys(before.handles).every((kind) => (now[kind] ?? 0) <= (before.handles[kind] ?? 0));
      },
    );
    const grown = (await heldBytes()) - before.heap;
    const perSession = grown / sessions;
    process.stdout.write(
      `${JSON.stringify({ test: "leak", sessions, grownBytes: grown, perSession, seconds })}\n`,
    );
    expect(perSession).toBeLessThan(allowedBytes);
  },
);

const oneComes: Readonly<
  Record<string, (server: TemporaryServer, number: number) => Promise<AsyncDisposable>>
> = {
  tcp: async (server) => {
    const client = await TcpClient.connect(server);
    await client.ask("привет", "Принято");
    return client;
  },
  text: async (server) => {
    const client = await WebSocketClient.connect(server);
    await client.ask("привет", "Принято");
    return client;
  },
  trpc: async (server, number) => {
    const person = await Person.come(server, { name: `Гость ${number}` });
    await person.say("привет");
    return person;
  },
};

test.each(Object.keys(oneComes))(
  "[LIM-4] who has said something and is silent holds no buffer of the server (%s)",
  async (transport) => {
    await using server = await temporaryServer({ tailBytes: 64 * 1024 });
    await using people = new AsyncDisposableStack();
    const come = async (count: number): Promise<void> => {
      for (let number = 0; number < count; number += 1) {
        const client = await oneComes[transport]?.(server, number);
        if (client) people.use(client);
        // Simulate other clients' work: small buffers are cut from one pool, which lives as long as one of
        // them.
        for (let used = 0; used < Buffer.poolSize; used += 1024) Buffer.allocUnsafe(1024);
      }
    };
    await come(5);
    const before = await heldBufferBytes();
    await come(40);
    const each = ((await heldBufferBytes()) - before) / 40;
    expect(each).toBeLessThan(Buffer.poolSize / 4);
  },
);
