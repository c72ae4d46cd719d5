import { isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { temporaryChat } from "../../testing/temporary-log.ts";
import type { Chat } from "./chat.ts";
import type { Actor } from "./actor.ts";

const come = async (
  chat: Chat,
  name: string,
  client_id?: string,
): Promise<Actor & { readonly name: string }> => {
  const [entry] = await chat.execute({
    kind: "connect",
    name,
    via: "trpc",
    greeting: "Добро пожаловать в чат!",
    ...(client_id !== undefined && { client_id }),
  });
  if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
  return { client_id: entry.record.client_id, session: entry.record.session, name: entry.record.name };
};

const say = (chat: Chat, actor: Actor, said: string | { readonly id: string; readonly text: string }) => {
  const { id, text } = typeof said === "string" ? { id: said, text: said } : said;
  return chat.say({ kind: "say", actor, id, room: "lobby", text });
};

const end = (chat: Chat, actor: Actor): Promise<void> =>
  chat.end({ kind: "disconnect", actor, code: 1000, status: "normal", duration_ms: 5, message: "" });

describe("a chat", () => {
  test("[SES-1] clients and sessions are numbered, and the numbers go on after a restart", async () => {
    await using first = await temporaryChat();
    expect(await come(first.chat, "Анна")).toEqual({ client_id: "Client_1", session: "s1", name: "Анна" });
    await using second = await first.reopen();
    expect(await come(second.chat, "Борис")).toEqual({ client_id: "Client_2", session: "s2", name: "Борис" });
  });

  test("two who want one name in the same moment get two", async () => {
    await using place = await temporaryChat();
    const both = await Promise.all([come(place.chat, "Анна"), come(place.chat, "анна")]);
    expect(both.map(({ name }) => name)).toEqual(["Анна", "анна-2"]);
  });

  test("[DEL-1] the same id sent again returns the first seq, also while the first is on its way and after a restart", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const [first, again] = await Promise.all([say(place.chat, anna, "m-1"), say(place.chat, anna, "m-1")]);
    expect(again).toEqual({ ...first, duplicate: true });
    expect(await say(place.chat, anna, "m-1")).toEqual({ ...first, duplicate: true });

    await using later = await place.reopen();
    const returned = await come(later.chat, "Анна", anna.client_id);
    expect(await say(later.chat, returned, "m-1")).toEqual({ ...first, duplicate: true });
  });

  test("[DEL-1] the same id with other content is an error, and the same id of another client is another message", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const boris = await come(place.chat, "Борис");
    const { seq } = await say(place.chat, anna, { id: "m-1", text: "раз" });
    await expect(say(place.chat, anna, { id: "m-1", text: "два" })).rejects.toMatchObject({
      code: "id-conflict",
    });
    const other = await say(place.chat, boris, { id: "m-1", text: "два" });
    expect(other.duplicate).toBe(false);
    expect(other.seq).toBe(seq + 1);
  });

  test("[DEL-2] messages of one client keep the order in which they were sent", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const ids = Array.from({ length: 50 }, (_, index) => `m-${index}`);
    const answers = await Promise.all(ids.map((id) => say(place.chat, anna, id)));
    expect(answers.map(({ seq }) => seq)).toEqual(ids.map((_, index) => (answers[0]?.seq ?? 0) + index));
  });

  test("[SES-5] a session ends once, however often it is ended", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    await Promise.all([end(place.chat, anna), end(place.chat, anna)]);
    const records = await place.log.read({ after: 0 });
    expect(records.filter(({ record }) => record.type === "disconnected")).toHaveLength(1);
    await expect(say(place.chat, anna, "m-1")).rejects.toMatchObject({ code: "session-ended" });
  });

  test("a client with two sessions is online until the second one ends, and its name is free then", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const phone = await come(place.chat, "Аня", anna.client_id);
    expect(phone.name).toBe("Анна");
    await end(place.chat, anna);
    expect(place.chat.state.online.get(anna.client_id)).toEqual({ name: "Анна", sessions: 1 });
    await end(place.chat, phone);
    expect(place.chat.state.online.size).toBe(0);
    expect((await come(place.chat, "АННА")).name).toBe("АННА");
  });

  test("[SES-8] the first session in and the last one out are told, whatever happens in one tick and after a crash", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const [phone, tablet] = await Promise.all([
      come(place.chat, "Анна", anna.client_id),
      come(place.chat, "Анна", anna.client_id),
    ]);
    await Promise.all([anna, tablet, phone].map((actor) => end(place.chat, actor)));
    const told = (await place.log.read({ after: 0 })).flatMap(({ record }) =>
      isOf(record, "connected") || isOf(record, "disconnected")
        ? [[record.type, record.session, record.quiet]]
        : [],
    );
    expect(told).toEqual([
      ["connected", "s1", undefined],
      ["connected", "s2", true],
      ["connected", "s3", true],
      ["disconnected", "s1", true],
      ["disconnected", "s3", true],
      ["disconnected", "s2", undefined],
    ]);
  });

  test("what is decided ahead of the disk shows to nobody before the disk has it", async () => {
    await using place = await temporaryChat();
    const coming = come(place.chat, "Анна");
    expect(place.chat.state.online.size).toBe(0);
    await coming;
    expect(place.chat.state.online.size).toBe(1);
  });
});

describe("rooms", () => {
  test("who joins a room that does not exist opens it", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const entries = await place.chat.execute({ kind: "join", actor: anna, room: "книги" });
    expect(entries.map(({ record }) => record.type)).toEqual(["room-created", "joined"]);
    expect(await place.chat.execute({ kind: "join", actor: anna, room: "книги" })).toEqual([]);
  });

  test("[DEL-3] a member follows a room from the seq at which it joined", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    const entries = await place.chat.execute({ kind: "join", actor: anna, room: "книги" });
    const since = place.chat.state.rooms.get("книги")?.members.get(anna.client_id);
    expect(since).toBe(entries.at(-1)?.record.seq);
  });

  test("nobody leaves the lobby", async () => {
    await using place = await temporaryChat();
    const anna = await come(place.chat, "Анна");
    await expect(place.chat.execute({ kind: "leave", actor: anna, room: "lobby" })).rejects.toMatchObject({
      code: "lobby-stays",
    });
  });
});
