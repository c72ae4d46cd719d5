import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { temporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";
import { describeJsonGateway, jsonOf, line } from "../../src/gateway/lines/json-gateway.contract.ts";

/** A pause longer than the one that ends a line. */
const pauseMs = 300;

describe("over TCP", () => {
  describeJsonGateway({
    begin: (server, first) =>
      Promise.resolve(TcpClient.begin(server, `${first === undefined ? "привет" : line(first)}\n`)),
  });

  test("[PRG-10] objects without an end of line are each one, also two in one piece and one in two", async () => {
    await using server = await temporaryServer({ silentMs: 20_000 });
    await using anna = TcpClient.begin(server, line({ name: "Анна", message: "раз" }));
    await anna.sees("раз");
    anna.sendBytes(Buffer.from(line({ message: "два" }) + line({ message: "три" })));
    await anna.sees("три");
    const split = Buffer.from(line({ message: "четыре" }));
    anna.sendBytes(split.subarray(0, 20));
    await sleep(pauseMs);
    anna.sendBytes(split.subarray(20));
    await anna.sees("четыре");
    const said = (await server.records()).filter(({ type }) => type === "message");
    expect(said.map(({ message }) => message)).toEqual(["раз", "два", "три", "четыре"]);
    expect(jsonOf(anna).filter(({ type }) => type === "error")).toEqual([]);
  });

  test("[PRG-7] a first object that takes its time is waited for, and answered in objects only", async () => {
    await using server = await temporaryServer({ silentMs: 100 });
    const object = line({ name: "Анна", message: "раз" });
    await using anna = TcpClient.begin(server, object.slice(0, 9));
    await sleep(2 * pauseMs);
    anna.sendBytes(Buffer.from(object.slice(9)));
    await anna.sees('"own"');
    expect(jsonOf(anna)[0]).toMatchObject({ type: "welcome", you: { name: "Анна" } });
  });

  test("[PRG-10] a pause ends a brace that begins no object", async () => {
    await using server = await temporaryServer();
    await using anna = TcpClient.begin(server, "{привет");
    expect(await anna.sees("{привет")).toMatch(/Client_1: \{привет$/u);
  });

  test("[PRG-9] a long object is whole, also where the session ends while it is on its way", async () => {
    await using server = await temporaryServer({ silentMs: 20_000 });
    await using anna = TcpClient.begin(server, `${line({ name: "Анна", message: "щ".repeat(4000) })}\n`);
    await anna.sees('"own"');
    await using boris = TcpClient.begin(server, `${line({ message: "раз" })}\n`);
    await boris.sees('"acknowledged"');
    boris.type(line({ type: "command", text: "/history 200" }));
    await sleep(10);
    await server.stop();
    await boris.closed;
    expect(jsonOf(boris).at(-1)).toMatchObject({ type: "goodbye", code: 1012 });
  });
});

describe("over a WebSocket", () => {
  describeJsonGateway({
    begin: async (server, first) => {
      const client = WebSocketClient.dial(server, "/");
      await once(client.socket, "open");
      client.type(first === undefined ? "привет" : line(first));
      return client;
    },
  });

  test.each(["/json", "/?format=json", "/ws/%D0%90%D0%BD%D0%BD%D0%B0?format=json"])(
    "[PRG-7] at %s everything is objects, whenever the first one comes",
    async (path) => {
      await using server = await temporaryServer();
      await using anna = WebSocketClient.dial(server, path);
      await anna.sees('"welcome"');
      await sleep(50);
      anna.type("привет", line({ name: "Анна", message: "привет" }));
      await anna.sees('"own"');
      expect(jsonOf(anna).filter(({ type }) => type === "error")).toHaveLength(1);
      const said = (await server.records()).find(({ type }) => type === "message");
      expect(said).toMatchObject({ name: "Анна", message: "привет" });
    },
  );

  test("[PRG-7] whoever asks for text is greeted at once, in text", async () => {
    await using server = await temporaryServer({ silentMs: 20_000 });
    await using anna = WebSocketClient.dial(server, "/?format=text");
    await anna.sees("Добро пожаловать в чат!");
    anna.type(line({ message: "два" }));
    expect(await anna.sees("два")).toMatch(/Client_1: \{"message":"два"\}$/u);
  });

  test("[PRG-10] an object over several lines of a frame is one, and a frame may have several", async () => {
    await using server = await temporaryServer();
    await using anna = WebSocketClient.dial(server, "/");
    anna.socket.once("open", () => {
      anna.type(JSON.stringify({ name: "Анна", message: "раз" }, null, 2));
      anna.type(`${line({ message: "два" })}\nэто не JSON\n${line({ message: "три" })}`);
    });
    await anna.sees("три");
    const said = (await server.records()).filter(({ type }) => type === "message");
    expect(said.map(({ message }) => message)).toEqual(["раз", "два", "три"]);
    expect(jsonOf(anna).filter(({ type }) => type === "error")).toHaveLength(1);
  });

  test("[PRG-7] who comes and goes without a word is a session all the same", async () => {
    await using server = await temporaryServer({ silentMs: 20_000 });
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`);
    await new Promise((resolve) => socket.once("open", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.close(1000);
    await closed;
    await server.stop();
    const types = (await server.records()).map(({ type }) => type);
    expect(types.slice(1, 3)).toEqual(["connected", "disconnected"]);
  });
});
