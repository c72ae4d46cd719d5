import { isOf, type AnyRecord, type CountedReactions } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";

interface Page {
  readonly events: readonly AnyRecord[];
  readonly later?: readonly (AnyRecord & { readonly target?: number })[];
  readonly undone?: readonly number[];
  readonly counted?: readonly CountedReactions[];
}

const said = async (person: Person, text: string): Promise<number> =>
  ((await person.say(text)) as { seq: number }).seq;

const edit = (person: Person, seq: number, text: string): Promise<unknown> =>
  person.ask("message.edit", { id: crypto.randomUUID(), room: "lobby", seq, text });

const react = async (person: Person, seq: number, reaction: string): Promise<number> => {
  const [emoji, off] = reaction.split(" ");
  const withdrawn = off !== undefined;
  const id = crypto.randomUUID();
  const answer = await person.ask("message.react", { id, room: "lobby", seq, emoji, withdrawn });
  return (answer as { seq: number }).seq;
};

const pageBefore = async (person: Person, before: number): Promise<Page> =>
  (await person.ask("room.history", { room: "lobby", before, limit: 200 })) as Page;

const newest = async (server: TemporaryServer): Promise<number> => (await server.records()).at(-1)?.seq ?? 0;

test("[MSG-6] a page of history comes with what was done to its messages behind it, and with nothing else", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const seq = await said(anna, "Встретимся в шесть");
  const gone = await react(boris, seq, "👍");
  const held = await react(boris, seq, "🎉");
  const other = await said(boris, "Хорошо");
  const end = (await newest(server)) + 1;
  expect(await pageBefore(anna, end)).not.toHaveProperty("later");
  await edit(anna, seq, "Встретимся в семь");
  await edit(anna, seq, "Встретимся в восемь");
  await react(boris, seq, "👍 off");
  await react(anna, other, "👍");
  await react(anna, other, "👍 off");
  const set = await react(anna, other, "❤️");
  const late = await said(anna, "Кто придёт?");
  await edit(anna, late, "Кто придёт сегодня?");
  const page = await pageBefore(anna, end);
  expect(page.events.find((record) => record.seq === seq)?.message).toBe("Встретимся в шесть");
  expect(page.later?.map(({ type, target, message }) => [type, target, message])).toEqual([
    ["edited", seq, "Встретимся в восемь"],
    ["reacted", other, `Анна: ❤️ к #${other}`],
  ]);
  expect(page.later?.at(-1)?.seq).toBe(set);
  expect(page.undone).toEqual([gone]);
  expect(page.events.some((record) => record.seq === held)).toBe(true);
});

test("[MSG-6] where a page has more reactions than it has room for, they are counted", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const { log } = server.running;
  const first = await said(anna, "раз");
  const second = await said(anna, "два");
  const end = (await newest(server)) + 1;
  for (const [target, length] of [
    [first, 500],
    [second, 150],
  ] as const)
    await log.append(
      Array.from({ length }, (_, index) => ({
        type: "reacted" as const,
        room: "lobby",
        client_id: `Client_${1000 + index}`,
        name: "Вера",
        id: `r-${target}-${index}`,
        target,
        emoji: index % 2 === 0 ? "👍" : "🎉",
        sender: "server" as const,
        message: "",
      })),
    );
  const more = { id: "r-1", room: "lobby", seq: first, emoji: "👍" };
  expect(await refusalOf(boris.ask("message.react", more))).toBe("too-many-reactions");
  const page = await pageBefore(boris, end);
  expect(page.later).toHaveLength(150);
  expect(new Set(page.later?.map(({ target }) => target))).toEqual(new Set([second]));
  expect(page.counted).toEqual([
    {
      seq: first,
      reactions: [
        { emoji: "👍", count: 250, own: false },
        { emoji: "🎉", count: 250, own: false },
      ],
    },
  ]);
});

test("[MSG-7] whoever takes a message back takes back all that it has said, for every reader from then on", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const seq = await said(anna, "первая тайна");
  await edit(anna, seq, "вторая тайна");
  await said(anna, "после");
  const versions = (await anna.ask("message.versions", { room: "lobby", seq })) as { text: string }[];
  expect(versions.map(({ text }) => text)).toEqual(["первая тайна", "вторая тайна"]);
  await anna.ask("message.remove", { room: "lobby", seq });
  const after = { log: anna.welcome.log, run: anna.welcome.run, seq: 0 };
  await using late = await Person.come(server, { name: "Вера" }, { after });
  await late.say("конец");
  await late.hears("конец");
  await late.ask("room.history", { room: "lobby", limit: 200 });
  await late.ask("room.history", { room: "lobby", before: seq + 1, limit: 200 });
  expect(late.frames.join("\n")).not.toContain("тайна");
  const edited = late.records.find((record) => record.type === "edited");
  expect(edited).toMatchObject({ target: seq, message: "", deleted: true });
  expect(await refusalOf(late.ask("message.versions", { room: "lobby", seq }))).toBe("unknown-message");
  expect((await server.records()).find((record) => isOf(record, "edited"))?.message).toBe("вторая тайна");
});

test("[MSG-6] who has only lines reads in /history what a message says now, marked, and no line about it", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const seq = await said(anna, "Встретимся в шесть");
  await edit(anna, seq, "Встретимся в семь");
  await react(anna, seq, "👍");
  await using boris = await TcpClient.connect(server, { name: "Борис" });
  await boris.sees("Анна: Встретимся в семь (изменено)");
  const from = boris.lines.length;
  boris.type("/history", `/versions ${seq}`, "/ping");
  await boris.sees("Сервер отвечает.", from);
  const lines = boris.lines.slice(from).join("\n");
  expect(lines).toContain("Анна: Встретимся в семь (изменено)");
  expect(lines).not.toMatch(/меняет|👍/u);
  expect(lines).toMatch(/1\. С .*: Встретимся в шесть\n2\. С .*: Встретимся в семь/u);
});
