import { once } from "node:events";
import { get } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";
import { registered } from "../../testing/registered.ts";
import { upgrade } from "../../testing/sockets.ts";

/** Returns the status with which a plain request for the page is answered. */
const statusOf = async (port: number, headers: Record<string, string>): Promise<number | undefined> => {
  const [response] = (await once(get({ port, host: "127.0.0.1", path: "/", headers }), "response")) as [
    { readonly statusCode?: number; resume(): void },
  ];
  response.resume();
  return response.statusCode;
};

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

  test("[W8] on this machine a server is asked by its own names only: a stranger's name that stands for it gets nothing", async () => {
    const settings = { origin: ["https://chat.example"], publicUrl: "http://beseda.example:8080" };
    await using server = await temporaryServer({ settings });
    const { port } = server;
    for (const [host, status] of [
      ["evil.example", 421],
      [`evil.example:${port}`, 421],
      ["localhost.evil.example", 421],
      [`localhost:${port}`, 101],
      [`127.0.0.1:${port}`, 101],
      [`[::1]:${port}`, 101],
      ["chat.example", 101],
      ["beseda.example", 101],
    ] as const) {
      for (const path of ["/trpc", "/"])
        expect([host, await upgrade(port, { Host: host }, path)]).toEqual([host, status]);
      // There is no page to be served here.
      expect([host, await statusOf(port, { Host: host })]).toEqual([host, status === 101 ? 503 : 421]);
    }
    // A page of that name is not let in merely because its host is the one that it requests.
    expect(await upgrade(port, { Host: "evil.example", Origin: "http://evil.example" })).toBe(421);
    // A proxy on this machine that passes the name on says that it is a proxy, or is trusted.
    const proxied = { Host: "lan.example", "X-Forwarded-For": "192.0.2.7" };
    expect([await upgrade(port, proxied), await statusOf(port, proxied)]).toEqual([101, 503]);
    // Behind a proxy that reports another port than the browser's, the address that the operator configured
    // counts.
    expect(await upgrade(port, { Host: "beseda.example", Origin: "http://beseda.example:8080" })).toBe(101);
    expect(await upgrade(port, { Host: "beseda.example", Origin: "http://beseda.example:8081" })).toBe(403);
    await using trusting = await temporaryServer({ settings: { trustProxy: ["loopback"] } });
    expect(await upgrade(trusting.port, { Host: "lan.example" })).toBe(101);
  });

  test("[W8] who names no host, as programs of HTTP/1.0, is answered", async () => {
    await using server = await temporaryServer();
    const socket = connect(server.port, "127.0.0.1");
    socket.write("GET /health HTTP/1.0\r\n\r\n");
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /u);
  });

  test("[X4] what is refused without a framework has the headers of safety too", async () => {
    await using server = await temporaryServer();
    for (const request of [
      "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "no http\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: not a host\r\nConnection: close\r\n\r\n",
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    ]) {
      const socket = connect(server.port, "127.0.0.1");
      socket.write(request);
      let answer = "";
      for await (const chunk of socket) answer += String(chunk);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /u);
      expect(answer).toMatch(/^x-content-type-options: nosniff/imu);
      expect(answer).toMatch(/^content-security-policy: default-src 'none'/imu);
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
