import { describe, expect, test } from "vitest";
import type { ChatClient } from "./chat-client.ts";
import { createChatClient } from "./create-chat-client.ts";
import type { ClientStorage } from "./storage.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { ModelServer } from "../testing/model-server.ts";
import { Program } from "../testing/program.ts";
import { breathe, seeded, VirtualTime } from "../testing/virtual-time.ts";

const setUp = () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2) });
  const start = (storage: ClientStorage = memoryStorage()): ChatClient => new Program(server, storage).chat;
  /** Somebody else says something. */
  const hear = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      server.say("Client_99", { id: `other-${server.records.length}`, room: "lobby", text: "…" });
    }
  };
  const seqsOf = (chat: ChatClient): readonly number[] =>
    chat
      .snapshot()
      .timelines.get("lobby")
      ?.items.map(({ seq }) => seq) ?? [];
  const deliveriesOf = (chat: ChatClient): readonly unknown[] =>
    chat
      .snapshot()
      .timelines.get("lobby")
      ?.items.flatMap((item) => (item.kind === "message" && item.own ? item.delivery : [])) ?? [];
  return { time, server, start, hear, seqsOf, deliveriesOf };
};

describe("a chat", () => {
  test("[SES-1] connects by itself and tells who it is, where, and with whom", async () => {
    const { time, start } = setUp();
    const chat = start();
    expect(chat.snapshot()).toMatchObject({
      connection: { phase: "connecting", attempt: 1 },
      welcome: undefined,
      me: undefined,
      rooms: [],
      unsent: 0,
    });
    await time.pass(1000);
    expect(chat.snapshot()).toMatchObject({
      connection: { phase: "online" },
      welcome: { message: "Добро пожаловать в чат!" },
      me: { client_id: "Client_1" },
      rooms: [{ room: "lobby" }],
    });
    expect(chat.snapshot().timelines.get("lobby")).toEqual({
      items: [],
      hasOlder: false,
      loadingOlder: false,
      arriving: false,
    });
  });

  test("[MSG-5] tells of an own message which of the mentioned do not see it, when the server has said so", async () => {
    const { time, server, start } = setUp();
    server.outsiders = ["Борис"];
    const chat = start();
    await time.pass(1000);
    chat.send({ room: "lobby", text: "@Вера, привет" });
    const key = chat.send({ room: "lobby", text: "@Борис, привет" });
    expect(chat.snapshot().unseenMentions).toEqual([]);
    await time.pass(1000);
    expect(chat.snapshot().unseenMentions).toEqual([{ key, room: "lobby", names: ["Борис"] }]);
  });

  test("[CLI-9] the language that was changed is told to the server, and again where a session goes on in the old one", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(1000);
    const asked = () => server.asked.filter(({ path }) => path === "session.speak").map(({ input }) => input);
    chat.speak("ru");
    chat.speak("en");
    chat.speak("en");
    await time.pass(1000);
    expect(asked()).toEqual([{ locale: "ru" }, { locale: "en" }]);
    server.cut();
    chat.speak("ru");
    await time.pass(30_000);
    // The model greets in Russian.
    expect(asked()).toHaveLength(2);
    server.cut();
    chat.speak("en");
    await time.pass(30_000);
    expect(server.introductions.at(-1)).toMatchObject({ locale: "en" });
    expect(asked().slice(2)).toEqual([{ locale: "en" }]);
  });

  test("[CLI-9] the client's own sentences are in the language that was changed to, at once", async () => {
    const { time, server, start } = setUp();
    server.isAway = true;
    const chat = start();
    chat.speak("ru");
    await Promise.all([expect(chat.members("lobby")).rejects.toThrow(/^Нет связи/u), time.pass(20_000)]);
    chat.speak("en");
    await Promise.all([expect(chat.members("lobby")).rejects.toThrow(/^There is no/u), time.pass(20_000)]);
  });

  test("[CLI-9] why a message could not be sent is said in the language that was changed to, and in that of a later start", async () => {
    const { time, start, deliveriesOf } = setUp();
    const storage = memoryStorage();
    const chat = start(storage);
    await time.pass(1000);
    chat.speak("ru");
    chat.send({ room: "lobby", text: "д".repeat(5000) });
    await time.pass(1000);
    const failed = (reason: string) => [{ state: "failed", reason: expect.stringContaining(reason) }];
    expect(deliveriesOf(chat)).toMatchObject(failed("Непонятно"));
    const heard: unknown[] = [];
    chat.subscribe(() => heard.push(...deliveriesOf(chat)));
    chat.speak("en");
    await time.pass(1000);
    expect(heard).toMatchObject(failed("That was not understood"));
    await chat.close();
    const later = start(storage);
    later.speak("ru");
    await time.pass(1000);
    expect(deliveriesOf(later)).toMatchObject(failed("Непонятно"));
  });

  test("[SES-2] an own message is seen at once, and each state of it", async () => {
    const { time, start, deliveriesOf } = setUp();
    const chat = start();
    const key = chat.send({ room: "lobby", text: "Привет" });
    expect(chat.snapshot().timelines.get("lobby")?.items).toMatchObject([
      { key, seq: 0, text: "Привет", own: true, delivery: { state: "queued" } },
    ]);
    expect(chat.snapshot().unsent).toBe(1);
    const seen = new Set<string>();
    chat.subscribe(() => {
      for (const delivery of deliveriesOf(chat)) seen.add(JSON.stringify(delivery));
    });
    await time.pass(1000);
    await chat.settled();
    expect([...seen].map((text) => JSON.parse(text) as unknown)).toEqual([
      { state: "queued" },
      { state: "sent" },
      { state: "acknowledged", seq: 1 },
    ]);
    expect(chat.snapshot().unsent).toBe(0);
  });

  test("[DEL-3] what was missed comes without a gap, behind what is there, however much it was", async () => {
    const { time, server, start, hear, seqsOf } = setUp();
    const chat = start();
    await time.pass(1000);
    hear(10);
    await time.pass(1000);
    const before = chat.snapshot().timelines.get("lobby")?.items ?? [];
    server.cut();
    hear(300);
    await time.pass(60_000);
    expect(chat.snapshot().welcome?.resumed).toBe(true);
    expect(seqsOf(chat)).toEqual(Array.from({ length: 310 }, (_, index) => index + 1));
    expect(chat.snapshot().timelines.get("lobby")?.items.slice(0, 10)).toEqual(before);
    expect(chat.snapshot().timelines.get("lobby")?.items[0]).toBe(before[0]);
  });

  test("[LOG-8] with another log everything begins anew, and what is unsent is sent to it", async () => {
    const { time, server, start, hear, seqsOf } = setUp();
    const chat = start();
    await time.pass(1000);
    hear(10);
    await time.pass(1000);
    server.cut();
    server.records.length = 0;
    server.log = "log-2";
    const key = chat.send({ room: "lobby", text: "Привет" });
    await time.pass(60_000);
    expect(seqsOf(chat)).toEqual([1]);
    expect(server.messagesIn("lobby").map(({ id }) => id)).toEqual([key]);
  });

  test("[SES-3] older records are loaded page by page until there are none; two calls are one", async () => {
    const { time, server, start, hear, seqsOf } = setUp();
    hear(120);
    const chat = start();
    await time.pass(1000);
    expect(seqsOf(chat)).toHaveLength(50);
    expect(chat.snapshot().timelines.get("lobby")?.hasOlder).toBe(true);
    const loading = Promise.all([chat.loadOlder("lobby"), chat.loadOlder("lobby")]);
    expect(chat.snapshot().timelines.get("lobby")?.loadingOlder).toBe(true);
    await time.pass(1000);
    await loading;
    expect(seqsOf(chat)).toHaveLength(100);
    const rest = chat.loadOlder("lobby");
    await time.pass(1000);
    await rest;
    expect(seqsOf(chat)).toEqual(server.records.map(({ seq }) => seq));
    expect(chat.snapshot().timelines.get("lobby")).toMatchObject({ hasOlder: false, loadingOlder: false });
    await chat.loadOlder("lobby");
  });

  test("a request waits ten seconds for a connection, and is refused with a sentence", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(1000);
    server.cut();
    const renaming = chat.rename("Аня");
    await time.pass(60_000);
    await renaming;
    expect(chat.snapshot().me?.name).toBe("Аня");

    server.isAway = true;
    server.cut();
    const joining = chat.join("сад").catch((error: unknown) => error);
    await time.pass(10_000);
    expect(await joining).toMatchObject({ name: "RefusedError", code: "offline" });
  });

  test("[DEL-1] a restart shows what is unsent before there is a connection, and sends it once", async () => {
    const { time, server, start, deliveriesOf } = setUp();
    const storage = memoryStorage();
    const first = new Program(server, storage);
    await time.pass(1000);
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 1 };
    const key = first.chat.send({ room: "lobby", text: "Привет" });
    await time.pass(1000);
    first.kill();
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 0 };
    await storage.put({ id: key, room: "lobby", text: "Привет", time: new Date(time.now()).toISOString() });
    const second = start(storage);
    await breathe();
    expect(deliveriesOf(second)).toEqual([{ state: "queued" }]);
    await time.pass(5000);
    expect(deliveriesOf(second)).toEqual([{ state: "acknowledged", seq: 1 }]);
    expect(server.messagesIn("lobby")).toHaveLength(1);
    expect(await storage.messages()).toEqual([]);
  });

  test("[DEL-1] nothing is sent before the token is kept: a restart would be another client", async () => {
    const { time, server, start } = setUp();
    const storage = memoryStorage();
    const { promise, resolve } = Promise.withResolvers<void>();
    const chat = start({
      ...storage,
      exchangeToken: async (shown, given) => {
        await promise;
        return storage.exchangeToken(shown, given);
      },
    });
    chat.send({ room: "lobby", text: "Привет" });
    await time.pass(1000);
    expect(chat.snapshot().connection.phase).toBe("online");
    expect(server.records).toHaveLength(0);
    resolve();
    await time.pass(1000);
    expect(server.records).toHaveLength(1);
    expect(await storage.token()).toBe("token-1");
  });

  test("[SES-1] after a loss it asks for its session, and after a rename for its new name", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(1000);
    const renaming = chat.rename("Аня");
    await time.pass(1000);
    await renaming;
    server.cut();
    await time.pass(60_000);
    expect(server.introductions).toEqual([
      { client: "test/1", session: "new" },
      { client: "test/1", session: "s1", token: "token-1", name: "Аня" },
    ]);
  });

  test("[SES-1] the token is given back: after a restart it is the same client", async () => {
    const { time, server, start } = setUp();
    const storage = memoryStorage();
    const first = new Program(server, storage);
    await time.pass(1000);
    first.kill();
    const second = start(storage);
    await time.pass(1000);
    expect(second.snapshot().me?.client_id).toBe(first.chat.snapshot().me?.client_id);
  });

  test("a message that no server would take fails at once, and says why", async () => {
    const { time, server, start, deliveriesOf } = setUp();
    const chat = start();
    await time.pass(1000);
    chat.send({ room: "lobby", text: "x".repeat(4001) });
    expect(deliveriesOf(chat)).toMatchObject([{ state: "failed", reason: expect.stringContaining("4000") }]);
    await chat.settled();
    await time.pass(10_000);
    expect(server.records).toHaveLength(0);
    expect(chat.snapshot().unsent).toBe(1);
  });

  test("listeners are told once a microtask, and the snapshot stays the same until something changes", async () => {
    const { time, start } = setUp();
    const chat = start();
    await time.pass(1000);
    let told = 0;
    const stop = chat.subscribe(() => {
      told += 1;
    });
    const before = chat.snapshot();
    expect(chat.snapshot()).toBe(before);
    chat.send({ room: "lobby", text: "раз" });
    chat.send({ room: "lobby", text: "два" });
    expect(told).toBe(0);
    await Promise.resolve();
    expect(told).toBe(1);
    expect(chat.snapshot()).not.toBe(before);
    stop();
    await time.pass(1000);
    expect(told).toBe(1);
  });

  test("[SES-4] who quits gets the farewell, and the end has a code", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(1000);
    const quitting = chat.quit("Пока!");
    await time.pass(5000);
    expect(await quitting).toBe("Пока!");
    expect(chat.snapshot().connection).toMatchObject({ phase: "ended", code: 1000, status: "normal" });
    expect(server.online).toBe(0);
    expect(time.nextMs).toBeUndefined();
  });

  test("[SES-4] who quits without a connection gets a farewell too, and is not connected any more", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(1000);
    server.cut();
    expect(await chat.quit()).toBe("Сессия завершена. До свидания!");
    await time.pass(60_000);
    expect(server.online).toBe(0);
  });

  test("[SES-4] who is removed has what was unsent marked as failed, and is asked nothing more", async () => {
    const { time, server, start, deliveriesOf } = setUp();
    const chat = start();
    await time.pass(1000);
    server.faults = { repeats: 0, holes: 0, refusals: 1, lostAnswers: 0 };
    chat.send({ room: "lobby", text: "Привет" });
    await time.pass(100);
    server.cut(() => true, 4003);
    await chat.settled();
    expect(chat.snapshot().connection).toMatchObject({ phase: "ended", code: 4003, status: "kicked" });
    expect(deliveriesOf(chat)).toMatchObject([{ state: "failed" }]);
    await expect(chat.rename("Аня")).rejects.toMatchObject({ code: "closed" });
    await time.pass(60_000);
    expect(server.online).toBe(0);
  });

  test("[SES-4] closed, it leaves nothing running, and the outbox is in its storage", async () => {
    const { time, server, start } = setUp();
    const storage = memoryStorage();
    const chat = start(storage);
    await time.pass(1000);
    server.cut();
    chat.send({ room: "lobby", text: "Привет" });
    await chat.close();
    await chat.close();
    expect(chat.snapshot().connection).toMatchObject({ phase: "ended", code: 1001, status: "going-away" });
    expect(time.nextMs).toBeUndefined();
    expect(await storage.messages()).toMatchObject([{ text: "Привет" }]);
    expect(server.records).toHaveLength(0);
  });

  test("a storage that fails is told, and the chat goes on without it", async () => {
    const { time, server, start } = setUp();
    const broken = (): Promise<never> => Promise.reject(new Error("disk full"));
    const chat = start({
      token: broken,
      setToken: broken,
      exchangeToken: broken,
      messages: broken,
      put: broken,
      remove: broken,
    });
    chat.send({ room: "lobby", text: "Привет" });
    await time.pass(5000);
    expect(server.records).toHaveLength(1);
    expect(chat.snapshot().storageProblem).toContain("disk full");
    expect(chat.snapshot().unsent).toBe(0);
  });

  test("[CLI-10] a storage that works again, and has all that it was to keep, is told as failing no more", async () => {
    const { time, start } = setUp();
    const storage = memoryStorage();
    let isFull = true;
    const full = (): Promise<never> => Promise.reject(new Error("disk full"));
    const chat = start({
      ...storage,
      put: (message) => (isFull ? full() : storage.put(message)),
      exchangeToken: (shown, given) => (isFull ? full() : storage.exchangeToken(shown, given)),
    });
    chat.send({ room: "lobby", text: "Привет" });
    await time.pass(5000);
    expect(chat.snapshot().storageProblem).toContain("disk full");
    expect(await storage.token()).toBeUndefined();
    isFull = false;
    chat.send({ room: "lobby", text: "Как дела?" });
    await time.pass(5000);
    expect(await storage.token()).toBeDefined();
    expect(chat.snapshot().storageProblem).toBeUndefined();
  });

  test("[CLI-10] what a storage has and cannot read is told, with where it lies", async () => {
    const { time, start } = setUp();
    const chat = start({ ...memoryStorage(), unreadable: () => Promise.resolve(["/home/anna/torn.json"]) });
    await time.pass(1000);
    expect(chat.snapshot().connection.phase).toBe("online");
    expect(chat.snapshot().storageProblem).toContain("/home/anna/torn.json");
  });

  test("[DEL-1] a storage that never answers does not keep the chat waiting", async () => {
    const { time, server, start } = setUp();
    const never = (): Promise<never> => new Promise(() => undefined);
    const chat = start({
      token: never,
      setToken: never,
      exchangeToken: never,
      messages: never,
      put: never,
      remove: never,
    });
    chat.send({ room: "lobby", text: "Привет" });
    await time.pass(30_000);
    expect(server.records).toHaveLength(1);
    await chat.close();
  });

  test("[DEL-8] a person may end the wait between two tries", async () => {
    const { time, server, start } = setUp();
    const chat = start();
    await time.pass(20_000);
    server.cut();
    const { connection } = chat.snapshot();
    expect(connection).toMatchObject({ phase: "waiting", attempt: 1 });
    chat.reconnectNow();
    expect(chat.snapshot().connection).toMatchObject({ phase: "connecting", attempt: 1 });
    await time.pass(100);
    expect(chat.snapshot().connection).toEqual({ phase: "online" });
  });
});

describe("the options of a chat", () => {
  test.each([
    [{ name: "" }],
    [{ name: "x".repeat(33) }],
    [{ url: "somewhere" }],
    [{ client: "x".repeat(65) }],
  ])("what no server would take is refused with a sentence: %j", (options) => {
    const create = (): ChatClient =>
      createChatClient({ url: "http://127.0.0.1:1", client: "test/1", locale: "ru", ...options });
    expect(create).toThrow(expect.objectContaining({ name: "RefusedError", code: "bad-input" }) as Error);
  });
});
