import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { defaultRates } from "../../src/limits/rates.ts";
import { endsIn } from "../../testing/ends.ts";
import { generousRates } from "../../testing/generous-rates.ts";
import { Person } from "../../testing/person.ts";
import { refusalOf } from "../../testing/registered.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";
import { closeOf, upgrade } from "../../testing/sockets.ts";

describe("limits", () => {
  test("[W7] a flood is refused with the time to wait, then closed; the others are not", async () => {
    const rates = {
      ...defaultRates,
      messages: { perSecond: 5, burst: 10 },
      refusals: { perSecond: 0.1, burst: 20 },
    };
    await using server = await temporaryServer({ rates });
    const flood = await Person.come(server, { name: "Борис" });
    await using anna = await Person.come(server, { name: "Анна" });
    const all = await Promise.allSettled(Array.from({ length: 25 }, (_, index) => flood.say(`${index}`)));
    expect(all.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(10);
    expect(flood.refusals[0]?.data.beseda).toMatchObject({ code: "rate", retryAfterMs: expect.any(Number) });
    await anna.say("не мешает");
    await anna.hears("не мешает");
    void Promise.allSettled(Array.from({ length: 100 }, (_, index) => flood.say(`ещё ${index}`)));
    expect((await flood.closed).code).toBe(4029);
  });

  test("[W7] every command that comes too fast is refused in the same words, by the short way and by the long one", async () => {
    const rates = { ...defaultRates, commands: { perSecond: 0.001, burst: 1 } };
    await using server = await temporaryServer({ rates });
    await using anna = await Person.come(server, { name: "Анна", locale: "ru" });
    await anna.ask("room.list");
    // In one turn of the event loop, requests after one that takes the long way take it too.
    const refused = await Promise.allSettled([
      anna.ask("room.topic", { room: "lobby", topic: "раз" }),
      anna.ask("room.list"),
      anna.ask("session.typing", { room: "lobby", typing: true }),
      anna.ask("account.sessions"),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
    const [topic, list, typing] = anna.refusals;
    for (const refusal of [topic, list, typing]) {
      expect(refusal).toMatchObject({
        message: expect.stringMatching(/^Слишком/u),
        data: { code: "TOO_MANY_REQUESTS", httpStatus: 429, beseda: { code: "rate" } },
      });
    }
    await anna.say("говорить можно");
    await anna.hears("говорить можно");
  });

  test("[LIM-1] whoever has used up their changes and waits as they are told gets into a room that is not there yet", async () => {
    const rates = { ...generousRates, changes: { perSecond: 10, burst: 2 } };
    await using server = await temporaryServer({ rates });
    await using anna = await Person.come(server, { name: "Анна" });
    await anna.ask("room.topic", { room: "lobby", topic: "раз" });
    await anna.ask("room.topic", { room: "lobby", topic: "два" });
    const join = (): Promise<boolean> =>
      anna.ask("room.join", { room: "кухня" }).then(
        () => true,
        () => false,
      );
    let tries = 0;
    for (; tries < 10 && !(await join()); tries += 1) {
      const { retryAfterMs = 0 } = anna.refusals.at(-1)?.data.beseda ?? {};
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
    expect(tries).toBeLessThanOrEqual(2);
  });

  test("[LIM-1] guests of one address share what becomes records, whoever comes last has a share of their own, and an address beside it has all of its", async () => {
    const rates = {
      ...generousRates,
      changesFromAddress: { perSecond: 0.001, burst: 4 },
      ownShare: { perSecond: 0.001, burst: 1 },
    };
    await using server = await temporaryServer({ rates, settings: { trustProxy: ["loopback"] } });
    const from = async (name: string, address: string): Promise<Person> => {
      const person = new Person(server, { name }, { "X-Forwarded-For": address });
      await person.opened();
      return person;
    };
    await using boris = await from("Борис", "198.51.100.7");
    await using vera = await from("Вера", "198.51.100.7");
    await using anna = await from("Анна", "203.0.113.5");
    const rename = (person: Person, name: string): Promise<unknown> => person.ask("session.rename", { name });
    const flood = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => rename(boris, `Поток${index}`)),
    );
    expect(flood.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(boris.refusals[0]?.data.beseda).toMatchObject({ code: "rate", retryAfterMs: expect.any(Number) });
    // Requests that only read are not held up by that.
    await boris.ask("room.list");
    await rename(vera, "Вера-раз");
    await expect(rename(vera, "Вера-два")).rejects.toThrow("Слишком");
    for (let count = 0; count < 4; count += 1) await rename(anna, `Анна${count}`);
  });

  test("[LIM-1] one client opens so many rooms, by whatever transport", async () => {
    const rates = { ...generousRates, rooms: { perSecond: 0.001, burst: 2 } };
    await using server = await temporaryServer({ rates });
    await using boris = await Person.come(server, { name: "Борис" });
    const rooms = await Promise.allSettled(
      ["раз", "два", "три"].map((name) => boris.ask("room.create", { room: name, private: true })),
    );
    expect(rooms.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(boris.refusals[0]?.data.beseda.code).toBe("rate");
  });

  test.each(["room.create", "room.join"])(
    "[LIM-1] an address opens so many rooms by %s, however often its guests come again",
    async (path) => {
      const rates = {
        ...generousRates,
        roomsFromAddress: { perSecond: 0.001, burst: 2 },
        ownShare: { perSecond: 1, burst: 5 },
      };
      await using server = await temporaryServer({ rates });
      const opened = async (room: string): Promise<string> => {
        await using guest = await Person.come(server, { name: "Прохожий" });
        return await refusalOf(guest.ask(path, { room }));
      };
      const outcomes: string[] = [];
      for (const room of ["раз", "два", "три", "четыре"]) outcomes.push(await opened(room));
      const none = "nothing was refused";
      expect(outcomes).toEqual([none, none, "rate", "rate"]);
      // An existing room can be joined by anybody.
      await using guest = await Person.come(server, { name: "Прохожий" });
      expect(await refusalOf(guest.ask("room.join", { room: "раз" }))).toBe(none);
    },
  );

  test("[W7] one client has one bucket, over all its connections; lines are waited for, not refused", async () => {
    const rates = { ...defaultRates, messages: { perSecond: 50, burst: 3 } };
    let stopped: number | undefined;
    const clock = { now: () => Date.now(), elapsed: () => stopped ?? performance.now() };
    await using server = await temporaryServer({ rates, clock });
    await using one = await Person.come(server, { name: "Анна" });
    await using other = await Person.come(server, { token: one.welcome.token });
    stopped = clock.elapsed();
    const all = await Promise.allSettled(
      [one, other, one, other, one, other].map((person) => person.say("раз")),
    );
    expect(all.filter(({ status }) => status === "rejected")).toHaveLength(3);
    stopped = undefined;
    await using line = await TcpClient.connect(server, { name: "Вера" });
    line.type(...Array.from({ length: 12 }, (_, index) => `строка ${index}.`));
    await line.sees("Вера: строка 11.");
    expect(line.lines.filter((text) => text.startsWith("Ошибка"))).toEqual([]);
  });

  test.each([WebSocketClient, TcpClient])(
    "[W7] commands in lines, and what is mistyped, are waited for like messages (%#)",
    async (connectText) => {
      // The next request would be due in a quarter of an hour.
      const rates = { ...defaultRates, commands: { perSecond: 0.001, burst: 4 } };
      await using server = await temporaryServer({ rates });
      await using boris = await connectText.connect(server);
      boris.type("/nick Борис", "/ping", "/jion", "/ping", "/ping", "/nick Вор");
      const answers = (): number => boris.lines.filter((line) => line.includes("отвечает")).length;
      await until(
        () => "two answers",
        () => answers() === 2,
      );
      await using anna = await Person.come(server, { name: "Анна" });
      await anna.say("слышно?");
      await boris.sees("слышно?");
      expect(answers()).toBe(2);
      boris.vanish();
      await until(
        () => "the end of who waits",
        async () =>
          (await server.records()).some(
            ({ type, client_id }) => type === "disconnected" && client_id === "Client_1",
          ),
      );
    },
  );

  test("[W7] one address does not come and go without end, and others come meanwhile", async () => {
    const rates = { ...generousRates, arrivals: { perSecond: 0.01, burst: 3 } };
    const settings = { maxConnectionsPerAddress: 3, trustProxy: ["loopback"] };
    await using server = await temporaryServer({ rates, settings });
    const from = (address: string): Promise<number> =>
      upgrade(server.port, { "X-Forwarded-For": address }, "/");
    for (let count = 0; count < 3; count += 1) expect(await from("198.51.100.7")).toBe(101);
    await until(
      () => "the end of all three",
      async () => (await endsIn(server)).length === 3,
    );
    expect(await from("198.51.100.7")).toBe(429);
    expect(await from("203.0.113.5")).toBe(101);
  });

  test("[W7] [W4] plain connections of one address are counted, and those of a WebSocket are not plain", async () => {
    await using server = await temporaryServer({ settings: { maxConnectionsPerAddress: 3 } });
    const idle = Array.from({ length: 3 }, () => connect(server.port, "127.0.0.1"));
    await Promise.all(idle.map((socket) => once(socket, "connect")));
    await closeOf(connect(server.port, "127.0.0.1"));
    for (const socket of idle) socket.destroy();
    const isWell = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${server.port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(() => "a free place", isWell);
    await using _first = await Person.come(server);
    await using _second = await Person.come(server);
    await using _third = await Person.come(server);
    expect(await isWell()).toBe(true);
  });

  test.each([
    ["the head", "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: "],
    ["the body", "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx"],
    ["even a first byte", ""],
  ])("[W4] who sends %s of a request too slowly is closed, whatever trickles", async (_part, begun) => {
    await using server = await temporaryServer({ slowestHeadMs: 1000 });
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    socket.write(begun);
    const trickle = setInterval(() => begun && socket.write("x"), 20);
    await closeOf(socket);
    clearInterval(trickle);
    expect((await fetch(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
  });

  test("[W4] who is refused, goes on sending and does not close is closed", async () => {
    await using server = await temporaryServer();
    const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
    let answer = "";
    socket.on("error", () => undefined).on("data", (bytes) => (answer += String(bytes)));
    socket.write("GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const trickle = setInterval(() => socket.write("x"), 20);
    await closeOf(socket);
    clearInterval(trickle);
    expect(answer).toContain("404 Not Found");
  });

  test("[W7] [X4] requests of one address have a rate; who is too fast is told when to come again", async () => {
    const rates = { ...generousRates, requests: { perSecond: 0.01, burst: 2 } };
    await using server = await temporaryServer({ rates, settings: { trustProxy: ["loopback"] } });
    const ask = (address: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}/health`, { headers: { "X-Forwarded-For": address } });
    const answers = [await ask("198.51.100.7"), await ask("198.51.100.7"), await ask("198.51.100.7")];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answers[2]?.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await ask("203.0.113.5")).status).toBe(200);
  });

  test("[W7] one address has so many connections and no more, on all ports together", async () => {
    await using server = await temporaryServer({ settings: { maxConnectionsPerAddress: 3 } });
    await using first = await Person.come(server);
    await using second = await WebSocketClient.connect(server);
    await using third = await TcpClient.connect(server);
    expect(await upgrade(server.port, {})).toBe(429);
    const socket = connect({ port: server.tcpPort, host: "127.0.0.1" });
    socket.setEncoding("utf8");
    const [line] = (await once(socket, "data")) as [string];
    expect(line).toContain("слишком много подключений");
    third.vanish();
    await third.closed;
    await until(
      () => "a free place",
      async () => (await upgrade(server.port, {})) === 101,
    );
    expect([first.isClosed, second.isClosed]).toEqual([false, false]);
  });
});
