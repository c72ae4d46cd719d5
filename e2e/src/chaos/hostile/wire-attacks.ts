import { deflateRawSync } from "node:zlib";
import { frameOf, violation } from "@beseda/server/testing/hostile";
import { upgradeRequest } from "./wire.ts";
import type { Attack } from "./stage.ts";

/** Connections that begin and do not go on, at every place where one can stop. */
const halfOpen: Attack = async (stage, chance, address) => {
  const request = upgradeRequest("/trpc?connectionParams=1");
  for (let visit = 0; visit < 12; visit += 1) {
    const wire = chance.below(3) === 0 ? stage.lines(address) : stage.web(address);
    const begun = chance.of(["", "G", "GET / HT", request.slice(0, chance.below(request.length)), request]);
    wire.write(begun);
    if (begun === request && chance.below(2) === 0)
      wire.write(frameOf({ first: 0x81, payload: Buffer.from('{"method":"conn') }).subarray(0, 9));
    await stage.rest(20);
    if (chance.below(3) === 0) wire.socket.end();
    if (chance.below(3) === 0) wire.cut();
  }
  await stage.rest(1000);
};

/** A byte, a pause, a byte. */
const slowLoris: Attack = async (stage, chance, address) => {
  const wires = [
    { wire: stage.web(address), bytes: "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " },
    { wire: stage.web(address), bytes: upgradeRequest("/trpc") },
    { wire: stage.web(address), bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\naaaa" },
    { wire: stage.lines(address), bytes: "медленная строка без конца " },
    { wire: stage.lines(address), bytes: "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" },
  ].map(({ wire, bytes }) => ({ wire, bytes: Buffer.from(bytes) }));
  for (let at = 0; at < 60; at += 1) {
    for (const { wire, bytes } of wires)
      wire.write(bytes.subarray(at % bytes.length, (at % bytes.length) + 1));
    await stage.rest(20 + chance.below(30));
  }
};

/** A length that nobody will send, a frame that unpacks to a thousand times its size, bits that mean nothing. */
const bombs: Attack = async (stage, chance, address) => {
  const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  const extension = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
  for (let visit = 0; visit < 10; visit += 1) {
    const wire = stage.web(address);
    wire.write(upgradeRequest(chance.of(["/", "/trpc", "/trpc?connectionParams=1"]), extension));
    await stage.rest(30);
    const vast = Buffer.from([0x81, 0xff, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]);
    const endless = Array.from({ length: 40 }, (_, at) =>
      frameOf({ first: at === 0 ? 0x01 : 0x00, payload: Buffer.alloc(30_000, "x") }),
    );
    const pings = Array.from({ length: 500 }, () => frameOf({ first: 0x89, payload: Buffer.alloc(125) }));
    wire.write(
      chance.of([
        vast,
        frameOf({ first: 0xc1, payload: zeros }),
        Buffer.concat(endless),
        Buffer.concat(pings),
        violation(chance, Buffer.from("x")),
        frameOf({ first: 0x82, payload: chance.bytes(1000) }),
        frameOf({ first: 0x81, payload: Buffer.from([0xd0, 0xff, 0xfe]) }),
      ]),
    );
    await stage.rest(20);
  }
  await stage.rest(300);
};

/** Asks for everything and reads nothing. */
const deaf: Attack = async (stage, chance, address) => {
  const foe = await stage.newcomer(address);
  foe.wire.socket.pause();
  for (let asked = 0; asked < 200; asked += 1) {
    foe.ask("room.history", { room: "lobby", limit: 200 }, "query");
    foe.ask("room.directory", {}, "query");
    if (asked % 20 === 19) await stage.rest(50);
  }
  const wire = stage.lines(address);
  wire.socket.pause();
  for (let asked = 0; asked < 100; asked += 1) wire.write("/history 200\n/since 0\n/help\n");
  await stage.rest(500 + chance.below(500));
};

/** Values that name no host, from a possible proxy, whose word for the host is taken. */
const strangeHosts = ["", "a b", "127.0.0.1:99999", "[::1", "%", "a^b", "x@y", "//", "я".repeat(100)];
const fromProxy = "X-Forwarded-For: 192.0.2.1\r\n";

/** Requests for what does not exist, and a great many for what does. */
const http: Attack = async (stage, chance, address) => {
  for (let visit = 0; visit < 10; visit += 1) {
    const wire = stage.web(address);
    const path = chance.of([
      "/health",
      "/",
      "/../../etc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd",
      "//x",
      "*",
      "/\u0001",
    ]);
    const method = chance.of(["GET", "POST", "TRACE", "CONNECT", "Ы"]);
    wire.write(
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${"я".repeat(chance.below(9000))}\r\n\r\n`.repeat(
        10,
      ),
    );
    const host = chance.of(strangeHosts);
    stage.web(address).write(upgradeRequest(chance.of(["/", "/trpc"]), fromProxy, host));
    await stage.rest(20);
  }
};

export const wireAttacks = { halfOpen, slowLoris, bombs, deaf, http };
