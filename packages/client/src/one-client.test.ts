import { describe, expect, test } from "vitest";
import { memoryStorage } from "./storage/memory-storage.ts";
import { ModelServer } from "./testing/model-server.ts";
import { Program } from "./testing/program.ts";
import { seeded, VirtualTime } from "./testing/virtual-time.ts";

const setUp = () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2), latencyMs: 200 });
  const storage = memoryStorage();
  const open = (): Program => new Program(server, storage);
  return { time, server, storage, open };
};

const clientsOf = (...programs: readonly Program[]): ReadonlySet<string | undefined> =>
  new Set(programs.map(({ chat }) => chat.snapshot().me?.client_id));

describe("two tabs of one identity are one client", () => {
  test("[CLI-5] that come for the first time at once", async () => {
    const { time, server, open } = setUp();
    const [one, other] = [open(), open()];
    one.chat.send({ room: "lobby", text: "раз" });
    other.chat.send({ room: "lobby", text: "два" });
    await time.pass(10_000);
    expect(clientsOf(one, other).size).toBe(1);
    expect(new Set(server.messagesIn("lobby").map(({ message }) => message))).toEqual(
      new Set(["раз", "два"]),
    );
    expect(server.messagesIn("lobby")).toHaveLength(2);
    expect(server.online).toBe(2);
  });

  test("[CLI-5] that come back to a server which has forgotten them", async () => {
    const { time, server, open } = setUp();
    const one = open();
    await time.pass(2000);
    const other = open();
    await time.pass(2000);
    server.cut();
    server.log = "log-2";
    server.records.length = 0;
    server.forget();
    await time.pass(60_000);
    expect(clientsOf(one, other).size).toBe(1);
    one.kill();
    const later = open();
    await time.pass(2000);
    expect(clientsOf(other, later).size).toBe(1);
  });

  test("[CLI-5] what is typed while one of them is taken for somebody else is sent by the next start", async () => {
    const { time, server, storage, open } = setUp();
    open();
    await time.pass(2000);
    const { promise: never } = Promise.withResolvers<string>();
    const other = new Program(server, {
      ...storage,
      token: () => Promise.resolve(undefined),
      exchangeToken: () => never,
    });
    await time.pass(1000);
    expect(other.chat.snapshot().me?.client_id).toBe("Client_2");
    other.chat.send({ room: "lobby", text: "два" });
    await time.pass(100);
    other.kill();
    open();
    await time.pass(5000);
    expect(server.messagesIn("lobby")).toMatchObject([{ client_id: "Client_1", message: "два" }]);
  });
});
