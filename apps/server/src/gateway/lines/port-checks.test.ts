import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { isOf, type RecordOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { temporaryServer, type TemporaryServer } from "../../../testing/running-server.ts";
import { Person } from "../../../testing/person.ts";
import { TcpClient } from "../../../testing/text-client.ts";
import { until } from "../../../testing/until.ts";

/** A wait so long that a test which is not about it never reaches its end. */
const long = 60_000;

const dial = async ({ tcpPort }: TemporaryServer): Promise<Socket> => {
  const socket = connect({ port: tcpPort, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined).resume();
  await once(socket, "connect");
  return socket;
};

const checksIn = async (server: TemporaryServer): Promise<readonly RecordOf<"port-checked">[]> =>
  (await server.records()).filter((record) => isOf(record, "port-checked"));

const typesIn = async (server: TemporaryServer): Promise<readonly string[]> =>
  (await server.records()).map(({ type }) => type);

const noteOf = (server: TemporaryServer): Promise<RecordOf<"port-checked">> =>
  until(
    () => "the port check",
    async () => (await checksIn(server))[0],
    10_000,
  );

describe("a TCP connection that says nothing", () => {
  test.each([
    ["closes", (socket: Socket) => socket.destroy()],
    ["breaks off", (socket: Socket) => socket.resetAndDestroy()],
    ["ends its side, as `nc -N` does without input", (socket: Socket) => void socket.end()],
  ])("[SES-9] and %s is one record without a room, no session, no number, no notice", async (_, leave) => {
    await using server = await temporaryServer({ silentMs: long });
    await using anna = await Person.come(server, { name: "Анна" });
    const socket = await dial(server);
    leave(socket);
    expect(await noteOf(server)).toMatchObject({ client_id: "server", sender: "server", via: "tcp" });
    expect(await noteOf(server)).not.toHaveProperty("room");
    await anna.say("слышно?");
    await anna.hears("слышно?");
    expect(anna.records.map(({ type }) => type)).toEqual(["connected", "message"]);
    await using boris = await Person.come(server, { name: "Борис" });
    expect(boris.id).toBe("Client_2");
    socket.destroy();
  });

  test("[SES-9] and stays is welcomed at once, then greeted and announced as everybody else", async () => {
    await using server = await temporaryServer({ silentMs: 500 });
    await using boris = await TcpClient.dial(server);
    await boris.sees("Добро пожаловать в чат!");
    expect(await typesIn(server)).not.toContain("connected");
    await boris.sees("В журнале #");
    expect(boris.lines.filter((line) => line === "Добро пожаловать в чат!")).toHaveLength(1);
    boris.vanish();
    await until(
      () => "the end",
      async () => (await typesIn(server)).includes("disconnected"),
    );
    expect(await checksIn(server)).toEqual([]);
  });

  test("[SES-9] is no port check once it has sent a byte, however short it stays", async () => {
    await using server = await temporaryServer({ silentMs: long });
    const socket = await dial(server);
    socket.write("п");
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.resetAndDestroy();
    await until(
      () => "its end",
      async () => (await typesIn(server)).includes("disconnected"),
    );
    expect(await checksIn(server)).toEqual([]);
  });

  test("[SES-9] a first line is answered at once, not after the silence", async () => {
    await using server = await temporaryServer({ silentMs: long });
    await using anna = await TcpClient.dial(server);
    expect(await anna.ask("привет", "Client_1: привет")).toMatch(/привет$/u);
  });

  test("[SES-9] checks that come faster than one a second are counted together, and none is forgotten", async () => {
    const checks = 150;
    await using server = await temporaryServer({ silentMs: long });
    for (let count = 0; count < checks; count += 1) {
      const socket = await dial(server);
      const closed = once(socket, "close");
      socket.destroy();
      await closed;
    }
    const sum = (records: readonly RecordOf<"port-checked">[]): number =>
      records.reduce((total, record) => total + (record.checks ?? 1), 0);
    await until(
      () => "all checks",
      async () => sum(await checksIn(server)) === checks,
      20_000,
    );
    expect((await checksIn(server)).length).toBeLessThanOrEqual(60 + 10);
  });
});
