import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { plainSocketOf, writeNow } from "./direct-write.ts";

/** Opens a connection and returns its two ends. */
const pair = async (): Promise<{ near: Socket; far: Socket } & AsyncDisposable> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const far = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
  const accepted: unknown[] = await once(server, "connection");
  const near = accepted[0] as Socket;
  return {
    near,
    far,
    [Symbol.asyncDispose]: async () => {
      near.destroy();
      far.destroy();
      server.close();
      await once(server, "close");
    },
  };
};

test("[DEL-5] what the system takes arrives, and what it does not take is told", async () => {
  await using sockets = await pair();
  const plain = plainSocketOf(sockets.near);
  if (!plain) throw new Error("a TCP socket is plain");
  sockets.far.pause();
  const piece = Buffer.alloc(1 << 20, "б");
  let taken = 0;
  let last = piece.length;
  for (let count = 0; count < 100 && last === piece.length; count += 1)
    taken += last = writeNow(plain, piece);
  expect(last).toBeLessThan(piece.length);
  expect(writeNow(plain, piece)).toBe(0);

  let got = 0;
  sockets.far.on("data", (chunk: Buffer) => (got += chunk.length)).resume();
  await expect.poll(() => got).toBe(taken);
});

test("a closed socket takes nothing", async () => {
  await using sockets = await pair();
  const plain = plainSocketOf(sockets.near);
  if (!plain) throw new Error("a TCP socket is plain");
  sockets.near.destroy();
  await once(sockets.near, "close");
  expect(writeNow(plain, Buffer.from("Привет"))).toBe(0);
});

test("what is not a TCP socket has to go through its stream", () => {
  expect(plainSocketOf(new PassThrough())).toBeUndefined();
});
