import { createChatClient, memoryStorage, type ChatClient, type TimelineMessage } from "@beseda/client";
import { isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

/** A chat client that is closed with its test. */
const enter = (url: string, name: string, storage = memoryStorage()): ChatClient & AsyncDisposable => {
  const chat = createChatClient({ url, name, storage, client: "e2e/1", locale: "ru" });
  return Object.assign(chat, { [Symbol.asyncDispose]: () => chat.close() });
};

const online = (chat: ChatClient): Promise<unknown> =>
  until("a connection", () => chat.snapshot().connection.phase === "online");

const messagesOf = (chat: ChatClient, room = "lobby"): readonly TimelineMessage[] =>
  (chat.snapshot().timelines.get(room)?.items ?? []).filter((item) => item.kind === "message");

const textsOf = (chat: ChatClient, room = "lobby"): readonly string[] =>
  messagesOf(chat, room).map(({ text }) => text);

const hears = (chat: ChatClient, text: string, room = "lobby"): Promise<unknown> =>
  until(`«${text}» in #${room}`, () => textsOf(chat, room).includes(text));

describe("the client and the real server", () => {
  test("[SES-1] [SES-2] [DEL-2] three people chat: each sees the same, own messages with their place", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = enter(server.url, "Анна");
    await using boris = enter(server.url, "Борис");
    await using vera = enter(server.url, "Вера");
    const people = [anna, boris, vera];
    await Promise.all(people.map(online));
    expect(anna.snapshot()).toMatchObject({
      welcome: { message: "Добро пожаловать в чат!" },
      me: { name: "Анна" },
      rooms: [{ room: "lobby" }],
    });
    for (let index = 0; index < 10; index += 1) {
      for (const person of people)
        person.send({ room: "lobby", text: `${person.snapshot().me?.name} ${index}` });
    }
    await Promise.all(people.map((person) => person.settled()));
    await Promise.all(people.map((person) => until("all messages", () => messagesOf(person).length === 30)));
    expect(textsOf(boris)).toEqual(textsOf(anna));
    expect(textsOf(vera)).toEqual(textsOf(anna));
    for (const person of people) {
      const own = messagesOf(person).filter(({ own: isOwn }) => isOwn);
      const name = person.snapshot().me?.name;
      expect(own.map(({ text }) => text)).toEqual(
        Array.from({ length: 10 }, (_, index) => `${name} ${index}`),
      );
      expect(own.map(({ delivery }) => delivery)).toEqual(
        own.map(({ seq }) => ({ state: "acknowledged", seq })),
      );
    }
    const records = await server.records();
    expect(records.filter(({ type }) => type === "message").map(({ message }) => message)).toEqual(
      textsOf(anna),
    );
  });

  test("[SES-3] rooms are joined with their history, left, and a refusal is a sentence", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = enter(server.url, "Анна");
    await using boris = enter(server.url, "Борис");
    await anna.join("сад");
    for (const text of ["раз", "два", "три"]) anna.send({ room: "сад", text });
    await anna.settled();
    await boris.join("сад");
    await hears(boris, "три", "сад");
    expect(textsOf(boris, "сад")).toEqual(["раз", "два", "три"]);
    expect(boris.snapshot().rooms).toMatchObject([{ room: "lobby" }, { room: "сад", members: 2 }]);
    boris.send({ room: "сад", text: "и я", action: true, reply_to: messagesOf(boris, "сад")[0]?.seq ?? 0 });
    await hears(anna, "и я", "сад");
    expect(messagesOf(anna, "сад").at(-1)).toMatchObject({
      action: true,
      own: false,
      reply_to: messagesOf(anna, "сад")[0]?.seq,
    });

    await boris.leave("сад");
    expect(boris.snapshot().rooms.map(({ room }) => room)).toEqual(["lobby"]);
    expect(boris.snapshot().timelines.has("сад")).toBe(false);
    const key = boris.send({ room: "сад", text: "меня нет" });
    await boris.settled();
    expect(messagesOf(boris, "сад")).toMatchObject([
      { key, delivery: { state: "failed", reason: expect.stringContaining("#сад") } },
    ]);
    boris.speak("en");
    expect(messagesOf(boris, "сад")).toMatchObject([
      { delivery: { state: "failed", reason: "You are not in #сад. Join it first." } },
    ]);
    boris.speak("ru");
    boris.discard(key);
    expect(boris.snapshot().timelines.has("сад")).toBe(false);
    await expect(boris.leave("lobby")).rejects.toMatchObject({
      code: "lobby-stays",
      message: expect.stringContaining("Общую комнату"),
    });
    await expect(boris.rename("Анна")).rejects.toMatchObject({ code: "name-taken" });
    await boris.rename("Боря");
    expect(boris.snapshot().me?.name).toBe("Боря");
  });

  test("[SES-3] long histories are loaded page by page down to the first record", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = enter(server.url, "Анна");
    const said = Array.from({ length: 130 }, (_, index) => `${index}`);
    for (const text of said) anna.send({ room: "lobby", text });
    await anna.settled();
    await using boris = enter(server.url, "Борис");
    await hears(boris, "129");
    expect(textsOf(boris).length).toBeLessThan(51);
    for (let page = 0; boris.snapshot().timelines.get("lobby")?.hasOlder; page += 1) {
      expect(page).toBeLessThan(5);
      await boris.loadOlder("lobby");
    }
    expect(textsOf(boris)).toEqual(said);
  });

  test("[DEL-1] more than the server takes a second is not refused, nor taken for a flood: it takes its time", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = enter(server.url, "Анна");
    const said = Array.from({ length: 350 }, (_, index) => `${index}`);
    for (const text of said) anna.send({ room: "lobby", text });
    await anna.settled();
    expect(anna.snapshot()).toMatchObject({ connection: { phase: "online" }, unsent: 0 });
    const messages = (await server.records()).filter((record) => isOf(record, "message"));
    expect(messages.map(({ message }) => message)).toEqual(said);
  });

  test("[DEL-11] [DEL-3] who is in hundreds of rooms has them all, and hears what is said in the oldest, also after a loss", async () => {
    await using folder = await temporaryFolder();
    const options = { folder: folder.path, arguments: ["--limits", "off"] };
    await using server = await ServerProcess.start(options);
    const { port } = server;
    const storage = memoryStorage();
    const names = Array.from({ length: 210 }, (_, index) => `комната-${index}`);
    const [oldest = ""] = names;
    await using boris = enter(server.url, "Борис");
    await using anna = enter(server.url, "Анна", storage);
    await Promise.all([anna, boris].map(online));
    for (const name of names) await anna.join(name);
    await boris.join(oldest);

    // Another window of hers begins with a greeting that has not all of them.
    await using window = enter(server.url, "Анна", storage);
    await until("all rooms", () => window.snapshot().rooms.length === names.length + 1);
    expect(window.snapshot().welcome?.rooms.length).toBeLessThanOrEqual(200);
    for (const name of names.slice(1)) anna.send({ room: name, text: "новее" });
    await anna.settled();
    boris.send({ room: oldest, text: "раз" });
    await Promise.all([anna, window].map((chat) => hears(chat, "раз", oldest)));

    await server.stop();
    boris.send({ room: oldest, text: "два" });
    await using again = await ServerProcess.start({ ...options, port });
    await Promise.all([anna, window].map((chat) => hears(chat, "два", oldest)));
    for (const chat of [anna, window]) {
      expect(chat.snapshot().welcome).toMatchObject({ resumed: true });
      expect(
        chat
          .snapshot()
          .rooms.map(({ room }) => room)
          .toSorted(),
      ).toEqual(["lobby", ...names].toSorted());
      expect(textsOf(chat, oldest)).toEqual(["раз", "два"]);
      for (const name of names.slice(1)) expect(textsOf(chat, name)).toEqual(["новее"]);
    }
    await again.stop();
  });

  test("[SES-4] [SES-5] who quits and who leaves are told apart in the log, and both are gone at once", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    await using anna = enter(server.url, "Анна");
    await using boris = enter(server.url, "Борис");
    await using vera = enter(server.url, "Вера");
    await Promise.all([anna, boris, vera].map(online));
    expect(await anna.quit()).toBe("Сессия завершена. До свидания!");
    expect(anna.snapshot().connection).toEqual({
      phase: "ended",
      code: 1000,
      status: "normal",
      reason: "Сессия завершена. До свидания!",
    });
    await boris.close();
    const notices = () =>
      (vera.snapshot().timelines.get("lobby")?.items ?? []).flatMap((item) =>
        item.kind === "notice" && isOf(item.record, "disconnected") ? item.record : [],
      );
    await until("both notices", () => notices().length === 2);
    expect(notices().map(({ name, status }) => [name, status])).toEqual([
      ["Анна", "normal"],
      ["Борис", "going-away"],
    ]);
  });
});
