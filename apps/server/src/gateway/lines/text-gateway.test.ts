import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { endOf } from "../../../testing/ends.ts";
import { temporaryServer } from "../../../testing/running-server.ts";
import { WebSocketClient } from "../../../testing/text-client.ts";
import { describeReadingOf } from "./reading.contract.ts";
import { describeTextGateway } from "./text-gateway.contract.ts";

describeTextGateway({ via: "text", hasCodes: true, connect: WebSocketClient.connect.bind(WebSocketClient) });

describeReadingOf(WebSocketClient.connect.bind(WebSocketClient));

describe("a plain WebSocket", () => {
  test("[SES-1] takes the name and the language from its query", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server, { name: "Анна К.", locale: "en" });
    await anna.sees("You are Анна К. (Client_1) in #lobby.");
    await using other = await WebSocketClient.connect(server, { name: "АННА К.", locale: "fr" });
    await other.sees("Вы АННА К.-2 (Client_2) в #lobby.");
    await using nobody = await WebSocketClient.connect(server, { name: "\u200B".repeat(9) });
    await nobody.sees("Вы Client_3 в #lobby.");
    expect(await nobody.sees("Ошибка")).toBe(
      "Ошибка: Это имя взять нельзя. В имени нужен хотя бы один видимый знак. Выберите другое.",
    );
  });

  test("gets one line a frame, and may send several in one", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    anna.type("раз\nдва\r\nтри\n");
    await anna.sees("Client_1: три");
    expect(anna.lines.every((line) => !line.includes("\n"))).toBe(true);
    expect((await server.records()).map(({ message }) => message).slice(-3)).toEqual(["раз", "два", "три"]);
  });

  test("[PRG-6] a pasted text carries nothing out, a frame of commands does", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    anna.type("смотри:\n/quit\n/nick Борис\n// TODO\n");
    await anna.sees("Client_1: // TODO");
    const said = (await server.records()).filter(({ type }) => type === "message");
    expect(said.map(({ message }) => message)).toEqual(["смотри:", "/quit", "/nick Борис", "// TODO"]);
    anna.type("\n/nick Анна\nпривет");
    await anna.sees("Анна: привет");
  });

  test("[PRG-3] is where programs look for it, with a name or a room in the path", async () => {
    await using server = await temporaryServer();
    const dial = (path: string): WebSocketClient => WebSocketClient.dial(server, path);
    await using anna = dial("/ws/%D0%90%D0%BD%D0%BD%D0%B0");
    await anna.sees("Вы Анна (Client_1) в #lobby.");
    await using boris = dial("/chat/books?name=Борис");
    await boris.sees(/#books/u);
    boris.type("есть кто?");
    await boris.sees("Борис: есть кто?");
    expect((await server.records()).at(-1)).toMatchObject({ room: "books", message: "есть кто?" });
  });

  test("[PRG-3] at another address is refused with a sentence", async () => {
    await using server = await temporaryServer();
    const answer = Promise.withResolvers<string>();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket.io/`);
    socket.on("error", () => undefined);
    socket.on("unexpected-response", (_, response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => answer.resolve(`${response.statusCode} ${text}`));
    });
    expect(await answer.promise).toBe(
      "404 По этому адресу чата нет. Программы, которые шлют строки, подключаются к /, /ws или /chat/КОМНАТА, программы протокола — к /trpc.",
    );
  });

  test("may send a line in fragments", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    anna.socket.send("при", { fin: false });
    anna.socket.send("вет", { fin: true });
    expect(await anna.sees("привет")).toMatch(/Client_1: привет$/u);
  });

  test("[SES-5] a text frame that is not UTF-8 breaks the protocol of WebSockets: 1007", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    anna.socket.send(Buffer.from([0xd0, 0xff]), { binary: false });
    expect((await anna.closed).code).toBe(1007);
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 1007, status: "protocol-error" });
  });

  test("[SES-5] fragments without an end are closed at the limit: 1009", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    for (let count = 0; count < 40; count += 1) anna.socket.send("x".repeat(4096), { fin: false });
    expect((await anna.closed).code).toBe(1009);
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 1009, status: "protocol-error" });
  });

  test("[SES-5] a peer that goes away, and one that closes with a code of its own", async () => {
    await using server = await temporaryServer();
    await using anna = await WebSocketClient.connect(server);
    await using boris = await WebSocketClient.connect(server);
    await using vera = await WebSocketClient.connect(server);
    anna.socket.close(1001);
    boris.socket.close(3999);
    vera.socket.close();
    expect(await endOf(server, "Client_1")).toMatchObject({ code: 1001, status: "going-away" });
    expect(await endOf(server, "Client_2")).toMatchObject({ code: 3999, status: "abnormal" });
    expect(await endOf(server, "Client_3")).toMatchObject({ code: 1005, status: "normal" });
  });

  test("[SES-5] a peer cannot make the log say that it was kicked, banned or too slow", async () => {
    await using server = await temporaryServer();
    for (const [index, code] of [4003, 4004, 4008, 4029, 1012].entries()) {
      await using client = await WebSocketClient.connect(server);
      client.socket.close(code);
      expect(await endOf(server, `Client_${index + 1}`)).toMatchObject({ code, status: "abnormal" });
    }
  });

  test("[SES-6] a peer that does not answer two heartbeats is gone", async () => {
    await using server = await temporaryServer({ heartbeatMs: 100 });
    await using boris = await WebSocketClient.connect(server);
    const dead = new WebSocket(`ws://127.0.0.1:${server.port}/`, { autoPong: false });
    dead.on("error", () => undefined);
    await once(dead, "open");
    await boris.sees("*** Client_2: связь потеряна");
    expect(await endOf(server, "Client_2")).toMatchObject({ code: 4005, status: "timeout" });
    await boris.ask("я здесь", "Client_1: я здесь");
  });

  test.each(["/other", "//", "/\\", "/%zz", "/?name=%zz", "/trpc/x"])(
    "an upgrade of %s is answered, and the server goes on",
    async (path) => {
      await using server = await temporaryServer();
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      );
      const [answer] = (await once(socket, "data")) as [Buffer];
      expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 (?:101|4\d\d) /u);
      socket.destroy();
      await using anna = await WebSocketClient.connect(server);
      await anna.ask("жив?", "жив?");
    },
  );
});
