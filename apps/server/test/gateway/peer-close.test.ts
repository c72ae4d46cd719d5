import { once } from "node:events";
import { closeCodes, closeOfPeer } from "@beseda/protocol";
import * as fc from "fast-check";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { endOf } from "../../testing/ends.ts";
import { generousRates } from "../../testing/generous-rates.ts";
import { frameOf } from "../../testing/hostile.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { TcpClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";
import { WireReader } from "../../testing/wire-reader.ts";

const text = (value: unknown): Buffer =>
  frameOf({ first: 0x81, payload: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)) });

const closeFrame = (code: number): Buffer =>
  frameOf({ first: 0x88, payload: Buffer.from([code >> 8, code & 0xff]) });

/**
 * Tells whether a frame may carry a code (RFC 6455, 7.4): a client that sends another one breaks the
 * protocol.
 */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || code >= 3000;

const call = (path: string, input: unknown, method = "mutation"): Buffer =>
  text({ id: 2, method, params: { path, input } });

const gateways = [
  {
    via: "text",
    path: "/",
    greeted: "#lobby",
    hello: [],
    rename: () => text("/nick Вера"),
    say: (number: number) => text(`${number}.`),
  },
  {
    via: "trpc",
    path: "/trpc?connectionParams=1",
    greeted: '"welcome":',
    hello: [
      text({ method: "connectionParams", data: { name: "Анна" } }),
      text({ id: 1, method: "subscription", params: { path: "events.follow", input: {} } }),
    ],
    rename: () => call("session.rename", { name: "Вера" }),
    say: (number: number) => call("message.send", { id: `${number}`, room: "lobby", text: `${number}.` }),
  },
] as const;

const numbers = Array.from({ length: 300 }, (_, number) => number);

/** Returns the messages sent before a session ended, in order. */
const saidBefore = async (server: TemporaryServer, end: { readonly seq: number }): Promise<string[]> =>
  (await server.records())
    .filter(({ type, seq }) => type === "message" && seq < end.seq)
    .map(({ message }) => message);

describe.each(gateways)("a peer at $via", ({ path, greeted, hello, rename, say }) => {
  test("[SES-10] closes with any code: the log says what the server knows of that end, and no more", async () => {
    await using server = await temporaryServer();
    let sessions = 0;
    const endWith = async (code: number): Promise<{ code: number; status: string }> => {
      sessions += 1;
      const reader = await comeTo(server, { path, greeted, hello });
      reader.socket.write(closeFrame(code));
      const end = await endOf(server, `Client_${sessions}`);
      reader.socket.destroy();
      return { code: end.code, status: end.status };
    };
    const table = Object.values(closeCodes).map((row) => row.code);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...table), fc.integer({ min: 1000, max: 4999 })),
        async (code) => {
          const said = isSendable(code) ? code : closeCodes.protocolError.code;
          const { status } = closeCodes[closeOfPeer(said)];
          expect(await endWith(code)).toEqual({ code: said, status });
        },
      ),
      { numRuns: effort({ short: 20, long: 200 }) },
    );
  });

  test("[SES-5] who sends a message in too many parts is closed with 1008, and the log says so", async () => {
    await using server = await temporaryServer();
    const reader = await comeTo(server, { path, greeted, hello });
    const part = frameOf({ first: 0x00, payload: Buffer.alloc(0) });
    reader.socket.write(frameOf({ first: 0x01, payload: Buffer.alloc(0) }));
    reader.socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => part)));
    const { code, status, message } = await endOf(server, "Client_1");
    expect({ code, status, message }).toEqual({
      code: 1008,
      status: "protocol-error",
      message: closeCodes.tooManyParts.reason.ru,
    });
    reader.socket.destroy();
  });

  test.each([
    ["a close", closeFrame(closeCodes.normal.code)],
    ["what breaks the protocol", frameOf({ first: 0x83, payload: Buffer.alloc(1) })],
  ])("[DEL-13] what came before %s, in one piece with it, is carried out before the end", async (_, last) => {
    await using server = await temporaryServer();
    const reader = await comeTo(server, { path, greeted, hello });
    reader.socket.end(Buffer.concat([rename(), ...numbers.map((number) => say(number)), last]));
    const end = await endOf(server, "Client_1");
    expect(end.name).toBe("Вера");
    expect(await saidBefore(server, end)).toEqual(numbers.map((number) => `${number}.`));
  });

  test("[DEL-13] who comes, says something and leaves, all in one piece, has said it", async () => {
    await using server = await temporaryServer();
    const reader = await WireReader.dial(server.port);
    reader.upgrade(path);
    await once(reader.socket, "data");
    reader.socket.end(Buffer.concat([...hello, say(1), closeFrame(closeCodes.normal.code)]));
    expect(await saidBefore(server, await endOf(server, "Client_1"))).toEqual(["1."]);
  });
});

test("[DEL-13] what came over TCP before its end is carried out before that of the session", async () => {
  await using server = await temporaryServer();
  await using anna = await TcpClient.connect(server);
  anna.type("/nick Вера", ...numbers.map((number) => `${number}.`));
  anna.leave();
  const end = await endOf(server, "Client_1");
  expect(end.name).toBe("Вера");
  expect(await saidBefore(server, end)).toEqual(numbers.map((number) => `${number}.`));
});

test("[DEL-13] [LIM-1] who is not read any more for asking too fast, said something and left, has said it", async () => {
  const never = { perSecond: 0.0001, burst: 1 };
  const rates = { ...generousRates, changes: never, haste: never, hasteFromAddress: never };
  await using server = await temporaryServer({ rates });
  const { rename, say } = gateways[1];
  const reader = await comeTo(server, gateways[1]);
  const asked = Array.from({ length: 40 }, rename);
  reader.socket.end(Buffer.concat([...asked, say(1), say(2), closeFrame(closeCodes.normal.code)]));
  expect(await saidBefore(server, await endOf(server, "Client_1"))).toEqual(["1.", "2."]);
});

test("[DEL-13] [DEL-6] what somebody asked for who is gone is not looked up", async () => {
  let asked = 0;
  const write = (line: string): void => void (asked += line.includes('"room.list"') ? 1 : 0);
  const logger = pino({ level: "debug" }, { write });
  await using server = await temporaryServer({ logger });
  const reader = await comeTo(server, gateways[1]);
  const questions = Array.from({ length: 300 }, () => call("room.list", {}, "query"));
  reader.socket.end(Buffer.concat([...questions, closeFrame(closeCodes.normal.code)]));
  await endOf(server, "Client_1");
  expect(asked).toBeLessThan(150);
});

const comeTo = async (
  server: TemporaryServer,
  { path, greeted, hello }: { path: string; greeted: string; hello: readonly Buffer[] },
): Promise<WireReader> => {
  const reader = await WireReader.dial(server.port);
  reader.upgrade(path);
  let came = "";
  reader.socket.on("data", (bytes: Buffer) => (came += bytes.toString("latin1")));
  for (const frame of hello) reader.socket.write(frame);
  await until(
    () => "the greeting",
    () => came.includes(greeted),
    10_000,
  );
  return reader;
};
