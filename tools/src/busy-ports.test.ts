import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { busyPorts, freePort } from "./busy-ports.ts";

test("[START] a port that another program listens on is busy, a free one and any one are not", async () => {
  const other = createServer();
  other.listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  expect(await busyPorts("127.0.0.1", [port, 0])).toEqual([port]);
  expect(await freePort("127.0.0.1", port)).toBeGreaterThan(port);

  other.close();
  await once(other, "close");
  expect(await busyPorts("127.0.0.1", [port, 0])).toEqual([]);
  expect(await freePort("127.0.0.1", port)).toBe(port);
});

test("[START] what is no address of this machine is left to the server to tell", async () => {
  expect(await busyPorts("203.0.113.1", [8765])).toEqual([]);
});
