import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { until } from "../testing/until.ts";
import { registered } from "../testing/registered.ts";
import { upgrade } from "../testing/sockets.ts";

describe("the web", () => {
  test("[W1] a page of another host opens no WebSocket; this host, allowed pages and programs do", async () => {
    await using server = await temporaryServer({ settings: { origin: ["https://good.example"] } });
    const { port } = server;
    const own = `http://127.0.0.1:${port}`;
    const refused = [
      { Origin: "null" },
      { Origin: "http://evil.example" },
      { Origin: "https://good.example.evil" },
      { Origin: "https://good.example:444" },
      { Origin: "http://good.example" },
      { Origin: own.toUpperCase() },
      { Origin: `http://127.0.0.1:${port + 1}` },
      { Origin: `${own}/` },
      { Origin: "nonsense" },
      { Cookie: "session=1" },
    ];
    for (const path of ["/trpc", "/"]) {
      for (const headers of refused)
        expect([headers, await upgrade(port, headers as never, path)]).toEqual([headers, 403]);
      for (const headers of [
        {},
        { Origin: own },
        { Origin: "https://good.example" },
        { Origin: own, Cookie: "a=b" },
      ])
        expect([headers, await upgrade(port, headers as never, path)]).toEqual([headers, 101]);
    }
  });

  test("[W2] a cookie gives nobody's rights, and who says nothing is closed after the time to introduce oneself", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Анна");
    const own = `http://127.0.0.1:${server.port}`;
    const other = new Person(server, {}, { Origin: own, Cookie: `token=${anna.welcome.token}` });
    await other.opened();
    void other.ask("events.follow", {}).catch(() => undefined);
    await until(
      () => "a greeting",
      () => other.welcome,
    );
    expect(other.id).not.toBe(anna.id);
    expect(other.welcome.limits.introduce_ms).toBeLessThanOrEqual(10_000);
    await other[Symbol.asyncDispose]();
    const head = await fetch(`${own}/`);
    expect(head.headers.get("set-cookie")).toBeNull();
  });

  test("[W3] nothing is compressed, a frame has at most 64 KiB, a batch is limited", async () => {
    await using server = await temporaryServer();
    const { port } = server;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc`, { perMessageDeflate: true });
    await once(socket, "open");
    expect(socket.extensions).toBe("");
    socket.send("x".repeat(65_537));
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(1009);
    await using anna = await Person.come(server);
    expect(anna.welcome.limits).toMatchObject({ frame_bytes: 65_536, batch: 32 });
  });

  test("[W4] hostile headers and first messages end in a refusal, and the server goes on", async () => {
    await using server = await temporaryServer();
    const { port } = server;
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`X-H-${index}`, "1"]));
    for (const headers of [
      many,
      { "X-Big": "x".repeat(65_536) },
      { "Sec-WebSocket-Protocol": `a${" ".repeat(8000)}b` },
      { "Sec-WebSocket-Extensions": `permessage-deflate;${" ;".repeat(4000)}` },
    ])
      expect(await upgrade(port, headers)).toBeLessThan(600);
    for (const first of ["null", "[]", "1", '"x"', "{", "[[[[", '{"__proto__":1}', "\u0000"]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
      await once(socket, "open");
      socket.send(first);
      socket.send('{"id":1,"method":"query","params":{"path":"room.list"}}');
      socket.once("error", () => undefined);
      setTimeout(() => socket.terminate(), 300);
      await once(socket, "close");
    }
    await using anna = await Person.come(server);
    expect(await anna.ask("room.list")).toHaveLength(1);
  });
});
