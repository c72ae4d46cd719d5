import { commandNames, commandTable, parseLine, textsOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { OwnCommand, ServerInvocation } from "../chat-client.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { ModelServer } from "../../testing/model-server.ts";
import { Program } from "../../testing/program.ts";
import { seeded, VirtualTime } from "../../testing/virtual-time.ts";

const ownCommands: Readonly<Record<OwnCommand, true>> = {
  help: true,
  me: true,
  history: true,
  since: true,
  lang: true,
  echo: true,
  numbers: true,
  reply: true,
  login: true,
  logout: true,
  quit: true,
};

const isServers = (invocation: { readonly command: string }): invocation is ServerInvocation =>
  !(invocation.command in ownCommands);

const invocationOf = (typed: string): ServerInvocation => {
  const line = parseLine(typed);
  if (line.kind !== "command" || !isServers(line.invocation))
    throw new Error(`${typed} is not for the server`);
  return line.invocation;
};

const direct = "@Client_1+Client_2";

const setUp = async () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2) });
  const { chat } = new Program(server, memoryStorage());
  await time.pass(1000);
  const answers: Readonly<Record<string, unknown>> = {
    "room.members": [
      { client_id: "Client_1", name: "Client_1" },
      { client_id: "Client_2", name: "Борис" },
    ],
    "room.directory": [{ room: "lobby", topic: "обо всём", members: 2, member: true }],
    "room.direct": { room: direct, topic: "", members: 2, last: 0 },
    "room.create": { room: "~книги-0123456789ab", title: "книги", topic: "", members: 1, last: 0 },
    "room.topic": { room: "lobby", topic: "Что почитать", members: 2, last: 0 },
    "message.edit": { seq: 120, time: "2026-11-21T10:00:00.000Z", duplicate: false },
    "message.react": { duplicate: false, unchanged: true },
    "message.pin": { seq: 121, time: "2026-11-21T10:00:00.000Z", duplicate: false },
    "message.unpin": { seq: 122, time: "2026-11-21T10:00:00.000Z", duplicate: false },
    "message.pins": [],
    "message.versions": [{ seq: 7, time: "2026-11-21T10:00:00.000Z", text: "Привет" }],
    "read.set": { seq: 120, version: 1, unread: 0 },
    "search.messages": { hits: [] },
    "server.time": { time: "2026-11-21T10:00:00.000Z" },
    "account.sessions": [],
    "people.block": { client_id: "Client_2", name: "Борис" },
    "people.blocked": [{ client_id: "Client_2", name: "Борис" }],
    "people.unblock": { client_id: "Client_2", name: "Борис" },
    "room.invitations": {
      received: [{ room: "~книги-0123456789ab", title: "книги", by: "Client_2", by_name: "Борис", time: "" }],
      made: [{ room: "сад", client_id: "Client_3", name: "Вера Павловна", time: "" }],
    },
    "moderation.reports": [
      {
        id: 120,
        time: "",
        client_id: "Client_3",
        name: "Вера",
        by: "Client_2",
        by_name: "Борис",
        reason: "шумно",
      },
    ],
    "session.rename": { name: "Анна" },
    "account.register": { name: "Анна" },
    "account.redeem": { role: "member" },
    "account.reset": { name: "Анна", link: "http://127.0.0.1/#reset=x" },
    "account.recover": { name: "Анна" },
    "account.invitation": { link: "http://127.0.0.1/#invitation=x" },
  };
  for (const [path, answer] of Object.entries(answers)) server.answersTo.set(path, answer);
  const perform = async (typed: string) => {
    const performed = chat.perform({ room: "lobby", invocation: invocationOf(typed) });
    await time.pass(1000);
    return performed;
  };
  return { time, server, chat, perform };
};

const served = commandNames.filter((name) => !(name in ownCommands));

describe("a command", () => {
  test.each(served)("[TXT-5] /%s is carried out by the procedure of the table", async (name) => {
    const { chat, server, perform } = await setUp();
    const { example } = textsOf("ru").commands[name];
    await perform(name === "join" ? "/join lobby" : example);
    if (name === "join" || name === "part") return;
    const ending: Readonly<Record<string, string>> = {
      sessions: "account.end",
      reports: "moderation.resolve",
    };
    const path = ending[name] ?? commandTable[name].procedure;
    expect(server.asked.map((asked) => asked.path)).toEqual([path]);
    expect(chat.snapshot().connection.phase).toBe("online");
  });

  test("[TXT-5] says what is said over plain text", async () => {
    const { perform } = await setUp();
    const said = async (typed: string) => (await perform(typed)).lines;
    expect(await said("/who")).toEqual(["В #lobby 2 человека: Client_1, Борис (Client_2)"]);
    expect((await said("/rooms"))[1]).toBe("  #lobby (2 человека, и вы): обо всём");
    expect(await said("/topic")).toEqual(["У #lobby нет темы."]);
    expect(await said("/topic Что почитать")).toEqual([]);
    expect(await said("/ping")).toEqual(["Сервер отвечает."]);
    expect(await said("/kick Борис")).toEqual(["Готово."]);
    expect((await said("/time"))[0]).toMatch(/2026/u);
  });

  test("[DIR-2] [DIR-4] [DIR-5] so are invitations, blocks and reports", async () => {
    const { perform } = await setUp();
    const said = async (typed: string) => (await perform(typed)).lines;
    expect(await said("/invitations")).toEqual([
      "Вас зовут в 1 комнату; ваших открытых приглашений: 1.",
      "  ~книги, зовёт Борис: /join ~книги или /decline ~книги",
      '  Вера Павловна, в #сад: отозвать — /uninvite "Вера Павловна" #сад',
    ]);
    expect((await said("/invite Вера #сад"))[0]).toContain("Вера. В #сад войдут");
    expect((await said("/block Борис"))[0]).toContain("/unblock Борис");
    expect(await said("/block")).toEqual(["Заблокированы: Борис. /unblock ИМЯ убирает из списка."]);
    expect(await said("/unblock Борис")).toEqual(["Вы снова видите: Борис."]);
    expect(await said("/reports")).toEqual([
      "1 жалоба ждёт; закрыть: /reports resolve N",
      "  #120: Борис жалуется: Вера, в закрытой комнате, причина: шумно",
    ]);
  });

  test("[TXT-5] about the room that is looked at is told which, with its arguments", async () => {
    const { server, perform } = await setUp();
    await perform("/mute Борис 10m шумно");
    expect(server.asked).toEqual([
      {
        kind: "mutation",
        path: "moderation.mute",
        input: expect.objectContaining({
          room: "lobby",
          name: "Борис",
          lasts_ms: 600_000,
          reason: "шумно",
        }) as unknown,
      },
    ]);
    await perform("/who сад");
    expect(server.asked[1]).toEqual({ kind: "query", path: "room.members", input: { room: "сад" } });
  });

  test("[DIR-1] /msg says it in the room of two and leads there, and the room has the other's name", async () => {
    const { time, server, chat, perform } = await setUp();
    const me = chat.snapshot().me?.client_id ?? "";
    const room = `@${me}+Client_2`;
    server.answersTo.set("room.direct", { room, topic: "", members: 2, last: 0 });
    expect(await perform("/msg Борис Привет!")).toEqual({ lines: [], room });
    expect(server.messagesIn(room).map(({ message }) => message)).toEqual(["Привет!"]);
    const titleOf = () => chat.snapshot().rooms.find((known) => known.room === room)?.title;
    expect(titleOf()).toBe("Client_2");
    const common = { client_id: "Client_2", sender: "server", message: "" } as const;
    server.record((place) => ({ ...place, ...common, type: "joined", room, name: "Борис" }));
    await time.pass(100);
    expect(titleOf()).toBe("Борис");
    server.record((place) => ({
      ...place,
      ...common,
      type: "renamed",
      room: "lobby",
      name: "Боря",
      old_name: "Борис",
    }));
    await time.pass(100);
    expect(titleOf()).toBe("Боря");
    await time.pass(60_000);
    const refreshing = chat.refreshRooms();
    await time.pass(1000);
    await refreshing;
  });

  test("[W5] a private room that one opens is called as one called it", async () => {
    const { chat, perform } = await setUp();
    const { room } = await perform("/create книги private");
    expect(room).toBe("~книги-0123456789ab");
    expect(chat.snapshot().rooms.find((known) => known.room === room)?.title).toBe("книги");
  });
});
