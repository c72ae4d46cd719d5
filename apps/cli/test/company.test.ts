import { FakeChatClient, someone } from "@beseda/client/testing";
import { lobby, textsOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { createClock } from "../src/format/clock.ts";
import { cliTextsOf } from "../src/locale/texts.ts";
import { Conversation } from "../src/conversation/conversation.ts";
import type { ConversationOptions } from "../src/conversation/options.ts";

const texts = cliTextsOf("ru");
const direct = { room: "@Client_1+Client_2", title: "Борис", topic: "", members: 2, last: 0 };
const books = { room: "~книги-0123456789ab", title: "Книги", topic: "", members: 1, last: 0 };
const hall = { room: lobby, topic: "", members: 3, last: 0 };

const begin = (options: Partial<ConversationOptions> = {}, client = new FakeChatClient()) => {
  const conversation = new Conversation({
    client,
    name: "Анна",
    room: lobby,
    url: "http://127.0.0.1:8765",
    texts,
    locale: "ru",
    clock: createClock("ru", "UTC"),
    ...options,
  });
  client.greet();
  const notes = (): readonly string[] =>
    conversation.view().entries.flatMap((entry) => (entry.kind === "note" ? entry.lines : []));
  return { client, conversation, notes };
};

describe("commands in a conversation", () => {
  test("[TXT-5] are carried out by the server, about the room that is looked at, and answered", async () => {
    const { client, conversation, notes } = begin();
    client.outcome = { lines: ["В #lobby 2 человека: Анна, Борис"] };
    conversation.submit("/кто");
    await expect.poll(() => notes().at(-1)).toBe("В #lobby 2 человека: Анна, Борис");
    expect(client.performed).toEqual([{ room: lobby, invocation: { command: "who", arguments: {} } }]);
  });

  test("[TXT-5] a refusal of the server is one sentence", async () => {
    const { client, conversation, notes } = begin();
    client.refusal = "Здесь вам этого нельзя.";
    conversation.submit("/kick Борис");
    await expect.poll(() => notes().at(-1)).toBe("Здесь вам этого нельзя.");
  });

  test.each(["/since 1", "/echo off", "/lang en"])(
    "[TXT-5] %s is of no use, which is one sentence",
    (typed) => {
      const { client, conversation, notes } = begin();
      const before = notes().length;
      conversation.submit(typed);
      const [name = ""] = typed.slice(1).split(" ");
      expect(notes().slice(before)).toEqual([texts.notes.notHere(name)]);
      expect(client.performed).toEqual([]);
    },
  );

  test("[TXT-5] a room that a command opens is looked at", async () => {
    const { client, conversation } = begin();
    client.rooms(hall, books);
    client.outcome = { lines: [], room: books.room };
    conversation.submit("/create Книги private");
    await expect.poll(() => conversation.view().place).toBe("~Книги");
  });

  test("/login goes on as the account where somebody sits there, and nowhere else", async () => {
    const { conversation } = begin({ canBecome: true, farewellMs: 50 });
    conversation.submit("/login Вера длинный пароль");
    await conversation.ended;
    expect(conversation.next).toEqual({ name: "Вера", token: "token of Вера", client_id: "id of Вера" });
    const piped = begin();
    piped.conversation.submit("/login Вера длинный пароль");
    expect(piped.notes().at(-1)).toBe(texts.notes.notHere("login"));
    expect(piped.client.calls).toEqual([]);
  });
});

describe("a talk with one person", () => {
  test("[DIR-1] is called by their name, and what they say there is news elsewhere", () => {
    const { client, conversation } = begin();
    client.rooms(hall, direct);
    client.hear({ name: "Борис", text: "Можно вас?", room: direct.room });
    expect(conversation.view().others).toEqual([{ place: "@Борис", unread: 1, mentions: 0 }]);
    conversation.submit("/join @борис");
    expect(conversation.view()).toMatchObject({ room: direct.room, place: "@Борис", others: [] });
    expect(conversation.completionSources().rooms).toEqual(["lobby", "@Борис"]);
    expect(client.calls).toEqual([]);
  });

  test("[DIR-1] begins with /msg, which leads there", async () => {
    const { client, conversation } = begin();
    client.rooms(hall, direct);
    conversation.submit("/msg Борис Привет!");
    await expect.poll(() => conversation.view().place).toBe("@Борис");
    expect(client.calls).toEqual(["direct Борис"]);
    expect(conversation.view().pending.map(({ text }) => text)).toEqual(["Привет!"]);
    client.acknowledge();
    expect(conversation.view().entries.at(-1)).toMatchObject({ kind: "message", wasTyped: true });
  });

  test("[DIR-1] /join of a talk that has not begun says how to begin it", () => {
    const { conversation, notes } = begin();
    conversation.submit("/join @Вера");
    const { help, example } = textsOf("ru").commands.msg;
    expect(notes().at(-1)).toContain(help);
    expect(notes().at(-1)).toContain(example);
  });

  test("a private room is entered by what it is called", () => {
    const { client, conversation } = begin();
    client.rooms(hall, books);
    conversation.submit("/join ~книги");
    expect(conversation.view().room).toBe(books.room);
  });
});

describe("a terminal without a status line", () => {
  test("[DIR-1] is told once that there is something new elsewhere, and again when one has been there", () => {
    const { client, conversation, notes } = begin({ tellsElsewhere: true });
    const told = () => notes().filter((line) => line === texts.notes.newsIn("@Борис"));
    client.rooms(hall, direct);
    client.hear({ name: "Борис", text: "Можно вас?", room: direct.room });
    client.hear({ name: "Борис", text: "Ау", room: direct.room });
    expect(told()).toHaveLength(1);
    conversation.submit("/join @Борис");
    conversation.submit("/join lobby");
    client.hear({ name: "Борис", text: "И ещё", room: direct.room });
    expect(told()).toHaveLength(2);
  });

  test("[DIR-1] history elsewhere is no news", () => {
    const client = new FakeChatClient();
    client.hear({ name: "Борис", text: "давно", room: "dev" });
    const { notes } = begin({ tellsElsewhere: true }, client);
    expect(notes()).not.toContain(texts.notes.newsIn("#dev"));
    client.hear({ name: "Борис", text: "сейчас", room: "dev" });
    expect(notes()).toContain(texts.notes.newsIn("#dev"));
  });
});

describe("what concerns oneself alone", () => {
  const invitation = {
    room: books.room,
    title: "Книги",
    by: "Client_2",
    by_name: "Борис",
    time: "2026-11-21T10:00:00.000Z",
  };
  const told = "Борис зовёт вас в ~книги. Войти: /join ~книги, отказаться: /decline ~книги";

  test("[DIR-2] an invitation is told once, counted, and accepted by what the room is called", async () => {
    const { client, conversation, notes } = begin();
    client.personal({ invitations: [invitation] });
    client.personal({ invitations: [invitation], reports: 0 });
    expect(notes().filter((line) => line === told)).toHaveLength(1);
    expect(conversation.view().invitations).toBe(1);
    conversation.submit("/join ~книги");
    await expect.poll(() => conversation.view().room).toBe(books.room);
    expect(client.calls).toEqual([`join ${books.room}`]);
    client.personal({ invitations: [] });
    client.personal({ invitations: [{ ...invitation, time: "2026-11-22T10:00:00.000Z" }] });
    expect(notes().filter((line) => line === told)).toHaveLength(2);
  });

  test("[DIR-3] who writes to somebody who has left the talk is told that it waits for them", async () => {
    const { client, conversation, notes } = begin();
    client.rooms(hall, { ...direct, other_left: true });
    client.outcome = { lines: [textsOf("ru").lines.otherLeft("Борис")] };
    conversation.submit("/msg Борис Привет!");
    await expect.poll(() => notes().at(-1)).toBe(textsOf("ru").lines.otherLeft("Борис"));
    expect(conversation.view().pending.map(({ text }) => text)).toEqual(["Привет!"]);
  });

  test("[DIR-5] a moderator is told when there are more reports, not when there are less", () => {
    const { client, conversation, notes } = begin();
    const count = () => notes().filter((line) => line.includes("/reports")).length;
    client.personal({ reports: 2 });
    client.personal({ reports: 1 });
    expect([count(), conversation.view().reports]).toEqual([1, 1]);
    client.personal({ reports: 2 });
    expect(count()).toBe(2);
  });

  test("[DIR-4] what the blocked say elsewhere is no news", () => {
    const { client, conversation } = begin();
    client.personal({ blocked: new Map([["id of Борис", "Борис"]]) });
    client.hear({ name: "Борис", text: "гадость", room: "dev" });
    expect(conversation.view().others).toEqual([]);
    client.hear({ name: "Вера", text: "Привет", room: "dev" });
    expect(conversation.view().others).toEqual([{ place: "#dev", unread: 1, mentions: 0 }]);
  });
});

describe("typing", () => {
  test("[DEL-9] the names of who types here are seen, without what would control a terminal", () => {
    const { client, conversation } = begin();
    client.typists(lobby, someone("Борис"), someone("Ве\u001B[2Jра"));
    expect(conversation.view().typing).toEqual(["Борис", "Ве[2Jра"]);
    client.typists("dev", someone("Глеб"));
    expect(conversation.view().typing).toEqual([]);
  });

  test("[DEL-9] is told of a text, not of a command", () => {
    const { client, conversation } = begin();
    for (const line of ["П", "/", "/who", "//так", ""]) conversation.writes(line);
    expect(client.signals).toEqual([
      "typing in lobby",
      "not typing in lobby",
      "not typing in lobby",
      "typing in lobby",
      "not typing in lobby",
    ]);
  });
});
