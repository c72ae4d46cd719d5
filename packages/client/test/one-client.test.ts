import { describe, expect, test } from "vitest";
import type { ClientStorage } from "../src/storage.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { ModelServer } from "../testing/model-server.ts";
import { Program } from "../testing/program.ts";
import { seeded, VirtualTime } from "../testing/virtual-time.ts";

const setUp = () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2), latencyMs: 200 });
  const storage = memoryStorage();
  const open = (): Program => new Program(server, storage);
  return { time, server, storage, open };
};

const clientsOf = (...programs: readonly Program[]): ReadonlySet<string | undefined> =>
  new Set(programs.map(({ chat }) => chat.snapshot().me?.client_id));

/** A storage that takes its time, each way. */
const slow = (storage: ClientStorage, { time, random }: Slowness): ClientStorage => {
  const later = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    await new Promise<void>((resolve) => time.after(random() * 300, resolve));
    const answer = await ask();
    await new Promise<void>((resolve) => time.after(random() * 300, resolve));
    return answer;
  };
  return {
    token: () => later(() => storage.token()),
    setToken: (token) => later(() => storage.setToken(token)),
    exchangeToken: (shown, given) => later(() => storage.exchangeToken(shown, given)),
    messages: () => later(() => storage.messages()),
    put: (message) => later(() => storage.put(message)),
    remove: (id) => later(() => storage.remove(id)),
  };
};

interface Slowness {
  readonly time: VirtualTime;
  readonly random: () => number;
}

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

  test("[CLI-5] [DEL-1] whenever the connection is lost, and however long the disk takes", async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      const time = new VirtualTime(random);
      const server = new ModelServer({ time, random });
      const storage = memoryStorage();
      const tabs = [0, 1].map(() => new Program(server, slow(storage, { time, random })));
      const typed = new Set<string>();
      for (let step = 0; step < 10; step += 1) {
        for (const [index, { chat }] of tabs.entries()) {
          const text = `${index} ${step}`;
          typed.add(text);
          if (random() < 0.5) chat.send({ room: "lobby", text });
          else typed.delete(text);
        }
        await time.pass(random() * 400);
        server.cut(() => random() < 0.4);
        for (const { chat } of tabs) chat.reconnectNow();
      }
      await time.pass(120_000);
      const said = server.messagesIn("lobby").map(({ message }) => message);
      expect({ seed, clients: clientsOf(...tabs).size }).toEqual({ seed, clients: 1 });
      expect({ seed, said: said.toSorted() }).toEqual({ seed, said: [...typed].toSorted() });
      expect({ seed, unsent: tabs.map(({ chat }) => chat.snapshot().unsent) }).toEqual({
        seed,
        unsent: [0, 0],
      });
    }
  });
});
