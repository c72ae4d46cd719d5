import { isOf, type AnyRecord } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

const newest = async (
  server: TemporaryServer,
  type: "message" | "edited" | "reacted",
): Promise<AnyRecord> => {
  const found = (await server.records()).findLast((record) => isOf(record, type));
  if (!found) throw new Error(`no ${type}`);
  return found;
};

const countOf = async (server: TemporaryServer, type: string): Promise<number> =>
  (await server.records()).filter((record) => record.type === type).length;

describe.each(["trpc", "text", "tcp"] as const)("over %s", (via) => {
  test("[MSG-2] one changes what one has said, everybody is told, and the log keeps what was said first", async () => {
    await using server = await temporaryServer();
    await using anna = await voices[via](server, "Анна");
    await using boris = await Person.come(server, { name: "Борис" });
    await anna.types("Встретимся в шесть");
    const { seq } = await newest(server, "message");
    await anna.types(`/edit ${seq} Встретимся в семь`);
    const heard = await boris.hears("Встретимся в семь");
    expect(heard).toMatchObject({ type: "edited", target: seq, sender: "client", name: "Анна" });
    expect((await newest(server, "message")).message).toBe("Встретимся в шесть");
    expect(await anna.types(`/edit 1 Всё не так`)).toContain("#1");
    await boris.say("И я приду");
    const other = await newest(server, "message");
    expect(await anna.types(`/edit ${other.seq} И я не приду`)).toContain("только автор");
    expect(await countOf(server, "edited")).toBe(1);
  });

  test("[MSG-3] a reaction is set and taken away, and said in one short sentence", async () => {
    await using server = await temporaryServer();
    await using anna = await voices[via](server, "Анна");
    await using boris = await Person.come(server, { name: "Борис" });
    await boris.say("Встретимся в шесть");
    const { seq } = await newest(server, "message");
    await anna.types(`/react ${seq} 👍`);
    await boris.hears(`Анна: 👍 к #${seq}`);
    const who = await boris.ask("message.reactions", { room: "lobby", seq });
    expect(who).toEqual([
      { emoji: "👍", people: [{ client_id: expect.any(String) as string, name: "Анна" }] },
    ]);
    await anna.types(`/react ${seq} 👍 off`);
    await boris.hears(`Анна убирает 👍 с #${seq}`);
    expect(await boris.ask("message.reactions", { room: "lobby", seq })).toEqual([]);
    expect(await anna.types(`/react ${seq} 👍 off`)).toMatch(/ничего не изменилось|unchanged/u);
    expect(await countOf(server, "reacted")).toBe(2);
  });
});

test("[MSG-3] who has only lines types a reaction once more to take it away", async () => {
  await using server = await temporaryServer();
  await using anna = await voices.tcp(server, "Анна");
  await anna.types("Встретимся в шесть");
  const { seq } = await newest(server, "message");
  await anna.types(`/react ${seq} ❤`);
  await anna.types(`/react ${seq} ❤️`);
  expect(await newest(server, "reacted")).toMatchObject({ emoji: "❤️", withdrawn: true });
});

test("[MSG-3] [DEL-1] a command that is sent again is the first one, also when it was undone meanwhile", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await anna.say("Встретимся в шесть");
  const { seq } = await newest(server, "message");
  const react = (id: string, more = {}) =>
    anna.ask("message.react", { id, room: "lobby", seq, emoji: "👍", ...more });
  const first = await react("r-1");
  expect(await react("r-1")).toEqual({ ...(first as object), duplicate: true });
  await react("r-2", { withdrawn: true });
  expect(await react("r-1")).toEqual({ ...(first as object), duplicate: true });
  expect(await react("r-3", { withdrawn: true })).toEqual({ duplicate: false, unchanged: true });
  await react("r-4");
  // The command found nothing to remove, and finds nothing now.
  expect(await react("r-3", { withdrawn: true })).toEqual({ duplicate: true, unchanged: true });
  expect(await refusalOf(react("r-1", { emoji: "🎉" }))).toBe("id-conflict");
  expect(await refusalOf(react("r-3", { emoji: "🎉", withdrawn: true }))).toBe("id-conflict");
  const edit = (id: string, text: string) => anna.ask("message.edit", { id, room: "lobby", seq, text });
  const edited = await edit("e-1", "Встретимся в семь");
  await edit("e-2", "Встретимся в восемь");
  expect(await edit("e-1", "Встретимся в семь")).toEqual({ ...(edited as object), duplicate: true });
  expect(await refusalOf(edit("e-1", "Не встретимся"))).toBe("id-conflict");
  await anna.ask("message.remove", { room: "lobby", seq });
  expect(await react("r-1")).toEqual({ ...(first as object), duplicate: true });
  expect(await edit("e-1", "Встретимся в семь")).toEqual({ ...(edited as object), duplicate: true });
  expect(await countOf(server, "edited")).toBe(2);
  expect(await countOf(server, "reacted")).toBe(3);
});

test("[MSG-1] what was taken back, is of another room, or from before one's joining can be no target", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const { room } = (await anna.ask("room.create", { room: "сад", private: true })) as { room: string };
  await anna.say("до Бориса", room);
  const before = await newest(server, "message");
  await anna.ask("room.invite", { room, name: "Борис" });
  await boris.ask("room.join", { room });
  await anna.say("при Борисе", room);
  const { seq } = await newest(server, "message");
  const react = (where: string, target: number) =>
    refusalOf(boris.ask("message.react", { id: crypto.randomUUID(), room: where, seq: target, emoji: "👍" }));
  expect(await react(room, before.seq)).toBe("unknown-message");
  expect(await react("lobby", seq)).toBe("unknown-message");
  await anna.ask("message.remove", { room, seq });
  expect(await react(room, seq)).toBe("unknown-message");
  const edit = anna.ask("message.edit", { id: "e-1", room, seq, text: "при всех" });
  expect(await refusalOf(edit)).toBe("unknown-message");
});
