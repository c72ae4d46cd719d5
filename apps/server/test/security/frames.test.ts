import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { defaultRates } from "../../src/limits/rates.ts";
import { endOf, endsIn } from "../../testing/ends.ts";
import { Person } from "../../testing/person.ts";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { closeOf } from "../../testing/sockets.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";

const call = (path: string, input: unknown, method = "mutation"): object => ({
  id: 7,
  method,
  params: { path, input },
});
const wrongMessage = call("message.send", { id: 5 });

/** Frames of a client that only wants to disturb. */
const worthless: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["no JSON", "x"],
  ["no call", "{}"],
  ["a sign of life", "PING"],
  ["a stop of what was not begun", '{"id":77,"method":"subscription.stop"}'],
  ["the same in other letters", '{"id":77,"method":"subscription\\u002estop"}'],
  ["a call of what there is not", JSON.stringify(call("no.such", {}, "query"))],
  ["a message that is none", JSON.stringify(wrongMessage)],
  ["a batch of them", JSON.stringify(Array.from({ length: 32 }, () => wrongMessage))],
  [
    "a batch without numbers",
    JSON.stringify(Array.from({ length: 32 }, () => ({ ...wrongMessage, id: null }))),
  ],
  ["a great array of nothing", `[${"[],".repeat(20_000)}[]]`],
  ["one command, again and again", JSON.stringify(call("session.speak", { id: "a", locale: "ru" }))],
  ["subscriptions", JSON.stringify({ ...call("events.signals", undefined), method: "subscription" })],
];

describe("frames", () => {
  test.each(worthless)(
    "[LIM-2] [DEL-6] who floods with %s is closed, and is answered no more than others could be",
    async (_what, frame) => {
      await using server = await temporaryServer({ rates: defaultRates });
      await using anna = await Person.come(server, { name: "Анна" });
      let answers = 0;
      const boris = await RawTrpcClient.connect(server, "Борис", () => (answers += 1));
      const closed = once(boris.socket, "close");
      for (let sent = 0; sent < 3000 && sent * frame.length < 3e7; sent += 1) boris.socket.send(frame);
      const [code] = (await closed) as [number];
      expect(code).toBe(4029);
      expect(answers).toBeLessThan(1000);
      await anna.say("не мешает");
      await anna.hears("не мешает");
      await server.stop();
      expect((await endsIn(server)).filter(({ status }) => status === "rate-limited")).toHaveLength(1);
    },
  );

  test("[LIM-2] who asks and talks as fast as allowed, all in one turn, is not closed", async () => {
    await using server = await temporaryServer({ rates: defaultRates });
    await using anna = await Person.come(server, { name: "Анна" });
    const asked = Array.from({ length: 95 }, () => anna.ask("room.list"));
    // After a command, messages take the long way.
    const said = Array.from({ length: 250 }, (_, index) => anna.say(`раз ${index}`));
    await Promise.all([...asked, ...said]);
    expect(anna.isClosed).toBe(false);
  });

  test("[LIM-2] of those whose address others have used up each has a share of their own", async () => {
    const frameRates = {
      ofConnection: { perSecond: 0.001, burst: 30 },
      ofAddress: { perSecond: 0.001, burst: 40 },
      ownShare: { perSecond: 0.001, burst: 5 },
    };
    await using server = await temporaryServer({ frameRates });
    for (const name of ["Борис", "Глеб"]) {
      const flood = await RawTrpcClient.connect(server, name);
      const closed = once(flood.socket, "close");
      for (let sent = 0; sent < 100; sent += 1) flood.socket.send("PING");
      await closed;
    }
    await using vera = await Person.come(server, { name: "Вера" });
    await vera.ask("room.list");
    await vera.ask("room.list");
    await vera.say("и сколько угодно слов");
    expect(vera.isClosed).toBe(false);
  });

  test.each([
    ["", "empty frames"],
    ["\n".repeat(20_000), "frames of empty lines"],
    [" \t ", "blanks"],
  ])("[LIM-2] who floods a plain WebSocket with %j, %s, is closed", async (frame) => {
    await using server = await temporaryServer({ rates: defaultRates });
    const boris = await WebSocketClient.connect(server, { name: "Борис" });
    for (let sent = 0; sent < 1000; sent += 1) boris.type(frame);
    expect((await boris.closed).code).toBe(4029);
    expect((await endOf(server, "Client_1")).status).toBe("rate-limited");
  });

  test("[LIM-2] tens of thousands of lines in one piece are all heard, and who asks meanwhile is not kept waiting for the last one", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await TcpClient.connect(server);
    boris.type(`${"\n".repeat(30_000)}${" \n".repeat(30_000)}последнее`);
    await anna.say("первое");
    await anna.hears("последнее");
    const heard = anna.records.map(({ message }) => message);
    expect(heard.indexOf("первое")).toBeLessThan(heard.indexOf("последнее"));
  });

  test("[LIM-2] of requests that come behind each other in one piece a few are answered, then the connection ends", async () => {
    await using server = await temporaryServer();
    const socket = connect(server.port, "127.0.0.1");
    let answers = "";
    socket.on("data", (bytes) => (answers += String(bytes)));
    socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500));
    await closeOf(socket);
    expect(answers.match(/HTTP\/1\.1 200 OK/gu)?.length).toBe(16);
    expect(answers.match(/HTTP\/1\.1 429 /gu)).toHaveLength(1);
    expect((await fetch(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
  });
});
