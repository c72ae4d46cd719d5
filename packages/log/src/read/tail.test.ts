import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Tail } from "./tail.ts";

const record = (seq: number): Uint8Array =>
  Buffer.from(`{"seq":${seq},"type":"message","client_id":"Client_1","sender":"client","message":"да"}`);

/** Each record has its own memory. */
const alone = (seq: number): Uint8Array => new Uint8Array(new Uint8Array(record(seq)).buffer);

test("[DEL-3] what is here is the end of the log, whatever was asked for before", () => {
  const tail = new Tail(0, 5 * record(1).length);
  for (let seq = 1; seq <= 5; seq += 1) tail.push(alone(seq));
  for (let seq = 1; seq <= 5; seq += 1) expect(tail.get(seq)?.seq).toBe(seq);
  for (let seq = 6; seq <= 9; seq += 1) tail.push(alone(seq));
  const here = Array.from({ length: 9 }, (_, index) => tail.get(index + 1)?.seq).filter(Boolean);
  expect(here).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].slice(tail.firstSeq - 1));
  expect(tail.firstSeq).toBeGreaterThan(4);
});

test("[DEL-5] what has left it keeps no memory, whatever was asked for before", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  const pieceBytes = 256 * 1024;
  const tail = new Tail(0, 4 * pieceBytes);
  const before = process.memoryUsage().arrayBuffers;
  for (let seq = 1; seq <= 400; seq += 1) {
    tail.push(new Uint8Array(pieceBytes));
    expect(tail.get(seq)?.seq).toBe(seq);
  }
  // Garbage is freed after the collection, on a separate thread.
  const keptBytes = (): number => {
    if (typeof collectGarbage === "function") collectGarbage();
    return process.memoryUsage().arrayBuffers - before;
  };
  await expect.poll(keptBytes, { timeout: 10_000 }).toBeLessThan(100 * pieceBytes);
  expect(tail.get(400)?.seq).toBe(400);
});
