import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isOf, textsOf, type Signal, type Welcome } from "@beseda/protocol";
import { describe, expect, test, vi } from "vitest";
import { machine } from "../environment.ts";
import { RefusedError } from "../refused-error.ts";
import { RawServer, type RawConnection, type WireRequest } from "../../testing/raw-server.ts";
import { messageOf, welcomeOf } from "../../testing/records.ts";
import type { ConnectionEnd, ReceivedRecord } from "./connection.ts";
import { connectByTrpc, defaultTimes, type Times } from "./trpc-connection.ts";

const introduction = { name: "Анна", token: "secret", locale: "ru", client: "test/1" } as const;

/** The client's side of a connection, with what it received. */
const dial = (url: string, times: Partial<Times> = {}, after?: { log: string; seq: number }) => {
  const welcomes: Welcome[] = [];
  const records: ReceivedRecord[] = [];
  const signals: Signal[] = [];
  const ends: ConnectionEnd[] = [];
  const moves: string[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<ConnectionEnd>();
  const connect = connectByTrpc({
    url,
    environment: machine,
    locale: () => "ru",
    moveDelayMs: () => {
      moves.push("asked");
      return 0;
    },
    times: { ...defaultTimes, closeMs: 50, ...times },
  });
  const connection = connect({
    introduction: () => introduction,
    after,
    onWelcome: (welcome) => welcomes.push(welcome),
    onRecords: (run) => records.push(...run),
    onSignals: (some) => signals.push(...some),
    onEnd: (end) => {
      ends.push(end);
      resolve(end);
    },
  });
  return { connection, welcomes, records, signals, ends, ended, moves };
};

const greet = async (peer: RawConnection, welcome: Partial<Welcome> = {}): Promise<WireRequest> => {
  const follow = await peer.request("events.follow");
  peer.send({ id: follow.id, result: { type: "started" } });
  peer.item(follow, `w${welcome.seq ?? 0}@log-1`, { welcome: welcomeOf(welcome) });
  return follow;
};

const wire = (seq: number): unknown => messageOf({ seq, prev: seq - 1 }).record;

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(5);
};

describe("a connection over the stock client", () => {
  test("[SES-1] introduces itself, follows from its cursor with wire id 1, and passes on what arrives", async () => {
    await using server = await RawServer.start();
    const { connection, welcomes, records } = dial(server.url, {}, { log: "log-1", seq: 7 });
    const peer = await server.connection();
    const follow = await greet(peer, { seq: 7, resumed: true });
    expect(peer.url).toBe("/trpc?connectionParams=1");
    expect(peer.frames[0]).toEqual({ method: "connectionParams", data: introduction });
    expect(follow).toMatchObject({ id: 1, params: { input: { after: { log: "log-1", seq: 7 } } } });
    peer.item(follow, "9@log-1", { events: [wire(8), wire(9)] });
    await until(() => records.length === 2);
    expect(welcomes).toEqual([welcomeOf({ seq: 7, resumed: true })]);
    expect(records.map(({ seq, prev, room }) => [seq, prev, room])).toEqual([
      [8, 7, "lobby"],
      [9, 8, "lobby"],
    ]);
    connection.close(1000);
  });

  test("[DEL-10] signals are asked for after the greeting, with a wire id of their own, and have no event id", async () => {
    await using server = await RawServer.start();
    const { connection, signals, records } = dial(server.url);
    const peer = await server.connection();
    const follow = await peer.request("events.follow");
    expect(peer.frames.some((frame) => JSON.stringify(frame).includes("events.signals"))).toBe(false);
    await greet(peer);
    const asked = await peer.request("events.signals");
    expect([follow.id, asked.id]).toEqual([1, 2]);
    const typing = { kind: "typing", client_id: "Client_2", name: "Борис", room: "lobby", typing: true };
    peer.answer(asked, { signals: [{ kind: "of a newer server" }, typing] });
    peer.answer(asked, "no signals at all");
    peer.item(follow, "1@log-1", { events: [wire(1)] });
    await until(() => records.length === 1);
    expect(signals).toEqual([typing]);
    connection.close(1000);
  });

  test("[DEL-10] a server that refuses signals, or has none, costs the feed nothing", async () => {
    await using server = await RawServer.start();
    const { connection, records, ends } = dial(server.url);
    const peer = await server.connection();
    const follow = await greet(peer);
    const refusal = { code: "TOO_MANY_REQUESTS", beseda: { code: "too-many-subscriptions" } };
    peer.refuse(await peer.request("events.signals"), "Слишком много подписок.", refusal);
    const rooms = connection.api.rooms();
    peer.answer(await peer.request("room.list"), []);
    expect(await rooms).toEqual([]);
    peer.item(follow, "1@log-1", { events: [wire(1)] });
    await until(() => records.length === 1);
    expect(ends).toEqual([]);
    connection.close(1000);
  });

  test("[SES-4] ends with the code and the reason of the server, once, and does not come back by itself", async () => {
    await using server = await RawServer.start();
    const { ended, ends, moves } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    peer.socket.close(1012, "Сервер перезапускается; retry-after-ms=1500");
    expect(await ended).toEqual({ code: 1012, reason: "Сервер перезапускается", retryAfterMs: 1500 });
    await sleep(200);
    expect(ends).toHaveLength(1);
    expect(moves).toHaveLength(0);
    expect(server.connections).toHaveLength(1);
  });

  test("[DEL-8] a server that cannot be reached ends it with a sentence", async () => {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const address = listener.address();
    const port = typeof address === "object" ? address?.port : 0;
    listener.close();
    await once(listener, "close");
    const { ended } = dial(`http://127.0.0.1:${port}`);
    expect(await ended).toEqual({
      code: 1006,
      reason: "Сервер недоступен.",
      retryAfterMs: undefined,
      unopened: true,
    });
  });

  test("[DEL-1] a request under way when the connection is lost is refused at once as offline", async () => {
    await using server = await RawServer.start();
    const { connection, ended } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    const sending = connection.api.send({ id: "a", room: "lobby", text: "Привет" });
    await peer.request("message.send");
    peer.socket.terminate();
    await expect(sending).rejects.toMatchObject({ name: "RefusedError", code: "offline" });
    expect(await ended).toMatchObject({ code: 1006, reason: "Связь потеряна" });
    await expect(connection.api.rooms()).rejects.toMatchObject({ code: "offline" });
  });

  test("[DEL-1] a request that is not answered is refused in time, before the socket is open too", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { connection } = dial(`http://127.0.0.1:${port}`, { answerMs: 50 });
    await expect(connection.api.rooms()).rejects.toMatchObject({ code: "timeout" });
    connection.close(1000);
    silent.close();
  });

  test("[SES-6] a peer that is gone without a word is noticed, though it takes no part in the closing", async () => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url, { pingMs: 500, pongMs: 500 });
    const peer = await server.connection();
    await greet(peer);
    await peer.until(() => peer.received.includes("PING"));
    peer.socket.pause();
    expect(await ended).toMatchObject({ code: 1006 });
  });

  test("[SES-6] a silent peer that answers is not lost", async () => {
    await using server = await RawServer.start();
    const { connection, ends } = dial(server.url, { pingMs: 20, pongMs: 5000 });
    const peer = await server.connection();
    await greet(peer);
    const pings = (): number => peer.received.filter((text) => text === "PING").length;
    for (let count = 1; count <= 5; count += 1) {
      await peer.until(() => pings() >= count);
      peer.socket.send("PONG");
    }
    expect(ends).toEqual([]);
    connection.close(1000);
  });

  test.each([
    [{ code: "NOT_FOUND", beseda: { code: "unknown-room" } }, "unknown-room", undefined],
    [{ code: "X", beseda: { code: "log-full", retryAfterMs: 1500 } }, "log-full", 1500],
    [{ code: "X", beseda: { code: "a code of the future" } }, "bad-input", undefined],
    [{ code: "INTERNAL_SERVER_ERROR" }, "internal", undefined],
    [{ code: "BAD_REQUEST" }, "bad-input", undefined],
  ])("[SES-2] the server's refusal %j is told in its own words", async (data, code, retryAfterMs) => {
    await using server = await RawServer.start();
    const { connection } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    const joining = connection.api.join("сад");
    peer.refuse(await peer.request("room.join"), "Так нельзя.", data);
    await expect(joining).rejects.toMatchObject({
      name: "RefusedError",
      message: "Так нельзя.",
      code,
      retryAfterMs,
    });
    connection.close(1000);
  });

  test("[CLI-9] a refusal is said in either language, with what the server gives for its sentence", async () => {
    await using server = await RawServer.start();
    const { connection } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    const joining = connection.api.join("сад");
    const data = { code: "NOT_FOUND", beseda: { code: "nobody", values: ["Борис"] } };
    peer.refuse(await peer.request("room.join"), "Здесь нет никого по имени «Борис».", data);
    const refused = await joining.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(RefusedError);
    if (!(refused instanceof RefusedError)) return;
    expect(refused.in("en")).toBe(textsOf("en").errors.nobody("Борис"));
    expect(refused.in("ru")).toBe(textsOf("ru").errors.nobody("Борис"));
    connection.close(1000);
  });

  test("[SES-2] answers are parsed: an acknowledgement without its seq is none", async () => {
    await using server = await RawServer.start();
    const { connection } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    const sending = connection.api.send({ id: "a", room: "lobby", text: "Привет" });
    peer.answer(await peer.request("message.send"), { time: "now" });
    await expect(sending).rejects.toMatchObject({ code: "internal" });
    connection.close(1000);
  });

  test.each([
    [{ beseda: { code: "bad-input" } }, { code: 4000 }],
    [{ beseda: { code: "shutting-down" } }, { code: 1013 }],
    [{ beseda: { code: "log-full" } }, { code: 1013 }],
    [{ beseda: { code: "accounts-busy" } }, { code: 1013 }],
    [{ beseda: { code: "invitation-required" } }, { code: 4001 }],
    [{ beseda: { code: "banned" } }, { code: 4004 }],
    [{ beseda: { code: "bad-input", retryAfterMs: 700 } }, { code: 1013, retryAfterMs: 700 }],
  ])("[SES-4] a server that refuses to be followed with %j ends it with %j", async (data, end) => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url);
    const peer = await server.connection();
    peer.refuse(await peer.request("events.follow"), "Так нельзя.", data);
    expect(await ended).toMatchObject({ ...end, reason: "Так нельзя." });
  });

  test("[SES-4] records that stop come before the close that explains it", async () => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url, { closeMs: 10_000 });
    const peer = await server.connection();
    const follow = await greet(peer);
    peer.send({ id: follow.id, result: { type: "stopped" } });
    peer.socket.close(4003, "Удалено модератором");
    expect(await ended).toMatchObject({ code: 4003, reason: "Удалено модератором" });
  });

  test("[DEL-3] records that stop without a close are a lost connection", async () => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url, { closeMs: 20 });
    const peer = await server.connection();
    const follow = await greet(peer);
    peer.send({ id: follow.id, result: { type: "stopped" } });
    expect(await ended).toMatchObject({ code: 1006 });
  });

  test.each([
    [{ welcome: { message: "Hi" } }],
    [{ events: [{ seq: "one" }] }],
    [{ something: "else" }],
    [null],
  ])("[SES-4] an item that is not of this protocol, %j, ends it for good", async (item) => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url);
    const peer = await server.connection();
    peer.item(await greet(peer), "1@log-1", item);
    expect(await ended).toMatchObject({ code: 1002 });
  });

  test.each(["not JSON", "null", "42", '"text"', Buffer.from([1, 2, 3])])(
    "[SES-4] a frame that is none of tRPC's ends it for good, and does not bring the program down: %s",
    async (frame) => {
      await using server = await RawServer.start();
      const { ended } = dial(server.url);
      const peer = await server.connection();
      await greet(peer);
      peer.socket.send(frame);
      expect(await ended).toMatchObject({ code: 1002 });
    },
  );

  test("[DEL-4] a record with a field of the future is passed on with its place in the chain", async () => {
    await using server = await RawServer.start();
    const { connection, records } = dial(server.url);
    const peer = await server.connection();
    const follow = await greet(peer);
    const strange = { ...messageOf({ seq: 1, prev: 0 }).record, action: "sings" };
    const unknown = { ...messageOf({ seq: 2, prev: 1 }).record, type: "danced" };
    peer.item(follow, "2@log-1", { events: [strange, unknown] });
    await until(() => records.length === 2);
    expect(records).toMatchObject([
      { seq: 1, prev: 0, room: "lobby", record: strange },
      { seq: 2, prev: 1, room: "lobby", record: unknown },
    ]);
    // The client does not take a record that it cannot read for a type that it knows (LOG-12).
    expect(records.map(({ record }) => record && isOf(record, "message"))).toEqual([false, false]);
    connection.close(1000);
  });

  test("[SES-7] a server may move the client to another socket: greeted again, nothing lost, no end", async () => {
    await using server = await RawServer.start();
    const { connection, welcomes, records, ends } = dial(server.url);
    const first = await server.connection(0);
    const follow = await greet(first);
    first.item(follow, "1@log-1", { events: [wire(1)] });
    await until(() => records.length === 1);
    first.socket.on("message", (data: Buffer) => {
      if (data.toString() === "PING") first.socket.send("PONG");
    });
    first.send({ id: null, method: "reconnect" });
    const second = await server.connection(1);
    const again = await second.request("events.follow");
    expect(again.params.lastEventId).toBe("1@log-1");
    first.item(follow, "2@log-1", { events: [wire(2)] });
    await greet(second, { session: "s2", seq: 1, resumed: true });
    second.item(again, "3@log-1", { events: [wire(2), wire(3)] });
    // The signals move with the feed (DEL-10): the first socket is left when nothing is on it any longer.
    second.send({ id: (await second.request("events.signals")).id, result: { type: "started" } });
    await until(() => records.some(({ seq }) => seq === 3));
    await first.until(() => first.close !== undefined);
    expect(new Set(records.map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]));
    expect(welcomes.map(({ session }) => session)).toEqual(["s1", "s2"]);
    expect(ends).toEqual([]);
    connection.close(1000);
  });

  test("[SES-4] closed from this side, the server is told the code, and nothing is called back", async () => {
    await using server = await RawServer.start();
    const { connection, ends } = dial(server.url);
    const peer = await server.connection();
    await greet(peer);
    const asking = connection.api.rooms();
    connection.close(3001);
    connection.close(3001);
    await expect(asking).rejects.toMatchObject({ code: "offline" });
    await peer.until(() => peer.close !== undefined);
    expect(peer.close?.code).toBe(3001);
    expect(ends).toEqual([]);
    expect(server.connections).toHaveLength(1);
  });

  test("[DEL-8] a server that refuses the introduction and closes is not called again in a loop", async () => {
    await using server = await RawServer.start();
    const { ended } = dial(server.url);
    const peer = await server.connection();
    await peer.until(() => peer.received.length > 0);
    peer.send({ id: null, error: { code: -32_600, message: "bad introduction", data: {} } });
    peer.socket.close();
    expect(await ended).toMatchObject({ code: 1005 });
    expect(server.connections).toHaveLength(1);
  });

  test("[SES-4] [DEL-8] a server that closes at the first word is understood, and left alone, each time", async () => {
    await using server = await RawServer.start();
    server.onConnection = ({ socket }) => {
      socket.once("message", () => {
        socket.close(4003, "Удалено модератором");
      });
    };
    for (let round = 0; round < 60; round += 1) {
      const { connection, ended } = dial(server.url, { closeMs: 10_000 });
      expect(await ended).toMatchObject({ code: 4003 });
      await expect(connection.api.rooms()).rejects.toMatchObject({ code: "offline" });
    }
    await until(() => server.connections.every(({ close }) => close !== undefined));
    await sleep(300);
    expect(server.connections).toHaveLength(60);
    const timers = vi.spyOn(globalThis, "setTimeout");
    await sleep(100);
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
  });
});
