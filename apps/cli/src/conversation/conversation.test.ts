import { FakeChatClient } from "@beseda/client/testing";
import { lobby, textsOf } from "@beseda/protocol";
import { describe, expect, test, vi } from "vitest";
import { misuseOf } from "../command/help.ts";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { Conversation } from "./conversation.ts";
import type { ConversationOptions } from "./options.ts";

const texts = cliTextsOf("ru");

const begin = (options: Partial<ConversationOptions> = {}) => {
  const client = new FakeChatClient();
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
  /** Everything that was written, one line each. */
  const written = (): readonly string[] =>
    conversation.view().entries.flatMap((entry) => {
      switch (entry.kind) {
        case "note":
          return entry.lines;
        case "message":
          return [
            `${entry.message.name}: ${entry.message.text} ${entry.message.delivery?.state ?? ""}`.trim(),
          ];
        case "notice":
          return [entry.text];
        case "room":
          return [entry.place];
        case "news":
          return ["--- новые"];
        case "day":
          return [];
      }
    });
  return { client, conversation, written };
};

describe("a conversation", () => {
  test("[SES-1] begins with the greeting of the server and who one is", () => {
    const { client, written } = begin();
    client.greet();
    expect(written()).toEqual(["Добро пожаловать в чат!", texts.notes.youAre("Анна", "Client_1")]);
  });

  test("[HIST-4] /history #SEQ and a date show what was said around that, with a mark at it", async () => {
    const client = new FakeChatClient({ history: 200 });
    const { conversation, written } = begin({ client });
    client.greet();
    const before = written().length;
    conversation.submit("/history #40");
    await vi.waitFor(() => expect(written().length).toBeGreaterThan(before));
    const shown = written().slice(before);
    expect(shown[0]).toBe(texts.notes.around(40, "#lobby"));
    expect(shown.filter((line) => line.includes("◄"))).toEqual([expect.stringMatching(/^\[[\d:]+\] #40◄ /u)]);
    expect(shown.at(-1)).toMatch(/^\[[\d:]+\] #49 /u);
    expect(client.snapshot().windows.size).toBe(0);
    conversation.submit("/history 2199-12-31");
    await vi.waitFor(() => expect(written()).toContain(texts.notes.nothingFrom("#lobby")));
    conversation.submit("/history вчера 10:00");
    const yesterday = new Date();
    yesterday.setDate(yesterday.getDate() - 1);
    yesterday.setHours(10, 0, 0, 0);
    await vi.waitFor(() => expect(client.calls).toContain(`go to ${yesterday.toISOString()} in lobby`));
    client.refusal = "Сообщения #7 здесь для вас нет.";
    conversation.submit("/history #7");
    await vi.waitFor(() => expect(written().at(-1)).toBe("Сообщения #7 здесь для вас нет."));
    conversation.submit("/history 2026-02-31");
    expect(written().at(-1)).toBe(misuseOf("history", "ru"));
  });

  test("[SRCH-9] /search shows what is found, /more the next page, and /go leads to one of them in its room", async () => {
    const client = new FakeChatClient({ history: 25, otherRooms: ["кухня"] });
    const { conversation, written } = begin({ client });
    client.greet();
    await client.join("кухня");
    client.hear({ name: "Борис", text: "другое Сообщение\u001B[31m", room: "кухня" });
    const shown = async (typed: string, last: string): Promise<readonly string[]> => {
      const before = written().length;
      conversation.submit(typed);
      await vi.waitFor(() => expect(written().slice(before)).toContain(last));
      return written().slice(before);
    };
    const ways = (seq: number, hasMore: boolean) => texts.notes.foundWays(seq, hasMore);
    const first = await shown("/search Сообщение", ways(26, true));
    expect(first[0]).toMatch(/^Первые найденные: 10 сообщений\./u);
    expect(first[1]).toMatch(/^ {2}#26 #кухня, .*\d{4} .*, \d\d:\d\d, Борис: другое Сообщение/u);
    expect(first[1]).not.toContain("\u001B");
    expect(first.filter((line) => /^ {2}#\d+ /u.test(line))).toHaveLength(10);
    const second = await shown("/more", ways(16, true));
    expect(second[0]).toBe(texts.notes.further(11, 20));
    expect(second[1]).toMatch(/^ {2}#16 #lobby, /u);
    expect(await shown("/ещё", ways(6, false))).toHaveLength(8);
    expect(await shown("/more", texts.notes.nothingFurther)).toHaveLength(1);
    const there = await shown("/go #26", texts.notes.around(26, "#кухня"));
    expect(conversation.view().room).toBe("кухня");
    expect(there.join("\n")).toMatch(/#26◄ Борис: другое/u);
    expect(await shown("/search нетакого", "Ничего не найдено.")).toHaveLength(1);
    client.refusal = "Поиск не понимает «form:».";
    expect(await shown("/search form:", "Поиск не понимает «form:».")).toHaveLength(1);
    conversation.submit("/go туда");
    expect(written().at(-1)).toBe(misuseOf("go", "ru"));
  });

  test("[SES-2] an own message is pending until it is acknowledged, then written with its state", () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("Привет");
    expect(conversation.view().pending.map(({ text }) => text)).toEqual(["Привет"]);
    expect(written()).toHaveLength(2);
    client.acknowledge();
    expect(conversation.view().pending).toEqual([]);
    expect(written().at(-1)).toBe("Анна: Привет acknowledged");
  });

  test("a server that is not there is said once, with its address and what to do", () => {
    const { client, written } = begin();
    for (const attempt of [1, 2, 3]) {
      client.connection({ phase: "waiting", attempt, retryAt: 0, reason: "Сервер недоступен." });
      client.connection({ phase: "connecting", attempt: attempt + 1 });
    }
    expect(written()).toEqual([texts.connection.unreachable("http://127.0.0.1:8765")]);
    expect(written()[0]).toContain("npx pnpm dev");
  });

  test("who was started by the same command as the server is not told to start one", () => {
    const { client, written } = begin({ isBesideServer: true });
    client.connection({ phase: "waiting", attempt: 1, retryAt: 0, reason: "Сервер недоступен." });
    expect(written()).toEqual([texts.connection.besideUnreachable("http://127.0.0.1:8765")]);
    expect(written()[0]).not.toContain("npx pnpm dev");
    expect(written()[0]).toContain("@beseda/server");
  });

  test("who starts together with the server does not hear that it is not there yet", () => {
    const { client, written } = begin({ unreachableAfter: 2 });
    client.connection({ phase: "waiting", attempt: 1, retryAt: 0, reason: "Сервер недоступен." });
    expect(written()).toEqual([]);
    client.connection({ phase: "waiting", attempt: 2, retryAt: 0, reason: "Сервер недоступен." });
    expect(written()).toHaveLength(1);
  });

  test("[DEL-3] a lost connection is said once, and that it is back; then what was missed, without a repeat", () => {
    const { client, written } = begin();
    client.greet();
    client.hear({ name: "Борис", text: "до" });
    client.connection({ phase: "waiting", attempt: 1, retryAt: 0, reason: "Сервер перезапускается" });
    client.connection({ phase: "connecting", attempt: 2 });
    client.connection({ phase: "waiting", attempt: 2, retryAt: 0, reason: "Сервер недоступен." });
    client.greet({ resumed: true, session: "s2" });
    client.hear({ name: "Борис", text: "после" });
    expect(written().slice(2)).toEqual([
      "Борис: до",
      texts.connection.lost("Сервер перезапускается"),
      texts.connection.back,
      "Борис: после",
    ]);
  });

  test("that unsent messages cannot be kept is said once", () => {
    const { client, written } = begin();
    client.failStorage("Диск полон.");
    client.greet();
    expect(written().filter((line) => line === "Диск полон.")).toHaveLength(1);
  });

  test("[LOG-8] another log is said", () => {
    const { client, written } = begin();
    client.greet();
    client.connection({ phase: "connecting", attempt: 1 });
    client.greet({ log: "log-2", resumed: false, reset: "other-log" });
    expect(written().at(-1)).toBe(texts.connection.afresh);
  });

  test("[TXT-4] a bad command is answered with what to type instead; nothing is sent", () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("/hepl");
    conversation.submit("/nick");
    conversation.submit("/join a b");
    const { lines } = textsOf("ru");
    expect(written().slice(2)).toEqual([
      lines.unknownCommand("hepl", "help"),
      texts.notes.escape("/hepl"),
      misuseOf("nick", "ru"),
      misuseOf("join", "ru"),
    ]);
    expect(client.calls).toEqual([]);
    expect(client.waiting).toEqual([]);
  });

  test("[MSG-9] /numbers on shows the last messages with their numbers, and each that comes with its own", () => {
    const { client, conversation, written } = begin();
    client.greet();
    client.hear({ name: "Борис", text: "раз" }, { name: "Вера", text: "||два||" });
    conversation.submit("/numbers on");
    client.hear({ name: "Борис", text: "три" });
    expect(written().slice(-4, -1)).toEqual([
      textsOf("ru").lines.numbers(true),
      "  #1 Борис: раз",
      expect.stringMatching(/^ {2}#2 Вера: ▒+$/u),
    ]);
    const numbered = (): readonly boolean[] =>
      conversation.view().entries.flatMap((entry) => (entry.kind === "message" ? [entry.isNumbered] : []));
    expect(numbered()).toEqual([false, false, true]);
    conversation.submit("/номера off");
    client.hear({ name: "Борис", text: "четыре" });
    expect(numbered().at(-1)).toBe(false);
  });

  test("[MSG-9] a command that needs a number offers the newest messages that it may be about", () => {
    const { client, conversation } = begin();
    client.greet();
    client.hear({ name: "Борис", text: "раз" });
    conversation.submit("своё");
    client.acknowledge();
    client.hear(...Array.from({ length: 10 }, (_, index) => ({ name: "Вера", text: `слово ${index}` })));
    const offered = (typed: string): readonly number[] => conversation.offered(typed).map(({ seq }) => seq);
    expect(offered("/reply ")).toEqual([8, 9, 10, 11, 12]);
    expect(offered("/ответить #1")).toEqual([1, 10, 11, 12]);
    expect(offered("/edit ")).toEqual([2]);
    expect(conversation.offered("/edit 2")).toEqual([{ seq: 2, text: "#2 Анна: своё" }]);
    for (const typed of ["", "/reply", "/reply 2 да", "/join ", "reply "]) expect(offered(typed)).toEqual([]);
    expect(conversation.completionSources()).toMatchObject({
      messages: expect.arrayContaining([12, 2]) as unknown,
      ownMessages: [2],
    });
  });

  test("[MSG-5] who mentions somebody who does not see it is warned, once", () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("@Борис, привет");
    client.acknowledge();
    client.unseen("own-1", "Борис");
    client.hear({ name: "Вера", text: "и тебе" });
    const warning = textsOf("ru").lines.cannotSee(["Борис"]);
    expect(written().filter((line) => line === warning)).toHaveLength(1);
    expect(conversation.view().entries.find(({ kind }) => kind === "note")).toBeDefined();
  });

  test("a message that is too long is not sent, and the person is told by how much", () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("я".repeat(4001));
    expect(written().at(-1)).toBe(texts.notes.tooLong(4001, 4000));
    expect(client.waiting).toEqual([]);
  });

  test("/join goes to a room, /part back to the lobby; what was said in between is there", async () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("/join dev");
    await expect.poll(() => conversation.view().room).toBe("dev");
    client.hear({ name: "Борис", text: "в общей" });
    expect(conversation.view().others).toEqual([{ place: "#lobby", unread: 1, mentions: 0 }]);
    client.hear({ name: "Вера", text: "в dev", room: "dev" });
    conversation.submit("сюда");
    conversation.submit("/part");
    await expect.poll(() => conversation.view().room).toBe(lobby);
    expect(client.calls).toEqual(["join dev", "leave dev"]);
    expect(written().slice(2)).toEqual(["#dev", "Вера: в dev", "#lobby", "--- новые", "Борис: в общей"]);
    expect(conversation.view().others).toEqual([]);
  });

  test("the lobby cannot be left, and a refusal of the server is said", async () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("/part");
    client.refusal = "Имя «Борис» занято. Выберите другое.";
    conversation.submit("/nick Борис");
    await expect.poll(() => written().at(-1)).toBe(client.refusal);
    expect(written()).toContain(textsOf("ru").errors["lobby-stays"]());
  });

  test("a first room that is not the lobby is entered at the first greeting, once", async () => {
    const { client, conversation } = begin({ room: "dev" });
    expect(conversation.view().isThere).toBe(false);
    client.greet();
    await expect.poll(() => conversation.view().isThere).toBe(true);
    client.connection({ phase: "connecting", attempt: 1 });
    client.greet({ resumed: true });
    expect(client.calls).toEqual(["join dev"]);
  });

  test("[DEL-2] what is said in the first room waits for its history", async () => {
    const { client, conversation, written } = begin({ room: "dev" });
    const joined = Promise.withResolvers<void>();
    client.joining = joined.promise;
    client.greet();
    client.hear({ name: "Борис", text: "новое", room: "dev" });
    expect(conversation.view().isThere).toBe(false);
    expect(written().slice(2)).toEqual([]);
    joined.resolve();
    await expect.poll(() => written().slice(2)).toEqual(["Борис: новое"]);
  });

  test("a first room that cannot be entered is said", async () => {
    const { client, written } = begin({ room: "dev" });
    client.refusal = "Комнаты #dev для вас нет.";
    client.greet();
    await expect.poll(() => written().at(-1)).toBe(client.refusal);
  });

  test("/retry and /discard are about what has failed", () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("/retry");
    expect(written().at(-1)).toBe(texts.notes.nothingFailed);
    conversation.submit("Привет");
    client.fail("На сервере нет места.");
    expect(client.waiting).toEqual([]);
    conversation.submit("/retry");
    expect(client.waiting).toHaveLength(1);
    client.fail("На сервере нет места.");
    conversation.submit("/discard");
    expect(client.snapshot().timelines.get(lobby)?.items).toEqual([]);
  });
});

describe("what is unread", () => {
  const room = { topic: "", members: 2, last: 0 };

  test("[UNR-7] is told of other rooms as the server counts it, first where one is mentioned", () => {
    const { client, conversation } = begin();
    client.greet();
    client.enter({ room: "сад" });
    client.enter({ room: "кухня" });
    client.hear({ name: "Борис", text: "раз", room: "сад" });
    client.hear({ name: "Борис", text: "два", room: "кухня" }, { name: "Вера", text: "три", room: "кухня" });
    expect(conversation.view().others).toEqual([
      { place: "#сад", unread: 1, mentions: 0 },
      { place: "#кухня", unread: 2, mentions: 0 },
    ]);
    client.mark("кухня", client.snapshot().rooms.at(-1)?.last ?? 0);
    expect(conversation.view().others).toEqual([{ place: "#сад", unread: 1, mentions: 0 }]);
    client.rooms({ ...room, room: lobby }, { ...room, room: "сад" }, { ...room, room: "кухня" });
  });

  test("[UNR-7] is read when it is drawn, and what comes while one reads has no line, though its mark lags", () => {
    const { client, conversation, written } = begin();
    client.greet();
    client.hear({ name: "Борис", text: "раз" });
    expect(client.markOf(lobby)).toBe(0);
    client.greet({ resumed: true, session: "s2" });
    client.hear({ name: "Борис", text: "два" });
    conversation.drawn();
    expect(client.markOf(lobby)).toBe(2);
    expect(written()).not.toContain("--- новые");
  });

  test("[UNR-7] in another room /unread leads to, and the line stands there before the first of it", () => {
    const { client, conversation, written } = begin();
    client.greet();
    client.enter({ room: "сад" });
    conversation.submit("/join сад");
    client.hear({ name: "Борис", text: "раз", room: "сад" });
    conversation.drawn();
    conversation.submit("/join lobby");
    client.hear({ name: "Борис", text: "два", room: "сад" });
    conversation.submit("/unread");
    expect(conversation.view().place).toBe("#сад");
    expect(written().slice(-4)).toEqual(["#lobby", "#сад", "--- новые", "Борис: два"]);
    conversation.drawn();
    conversation.submit("/непрочитанное");
    expect(written().at(-1)).toBe(texts.notes.nothingUnread);
  });
});

describe("the end", () => {
  test("[SES-4] /quit ends the session with the farewell of the server", async () => {
    const { client, conversation } = begin();
    client.greet();
    conversation.submit("/quit всем пока");
    expect(conversation.view().isOver).toBe(true);
    expect(await conversation.ended).toEqual({ isOwn: true, words: "Сессия завершена. До свидания!" });
    expect(client.calls).toEqual(["quit всем пока"]);
  });

  test("what was said a moment before is sent first", async () => {
    const { client, conversation } = begin();
    client.greet();
    conversation.submit("последнее");
    conversation.end();
    expect(client.calls).toEqual([]);
    client.acknowledge();
    await conversation.ended;
    expect(client.calls).toEqual(["quit"]);
  });

  test("a server that does not answer is not waited for longer than its time", async () => {
    const { client, conversation } = begin({ farewellMs: 20 });
    client.greet();
    conversation.submit("никто не ответит");
    client.quit = () => new Promise(() => undefined);
    conversation.end();
    expect(await conversation.ended).toEqual({ isOwn: true, words: "Сессия завершена. До свидания!" });
  });

  test("a session that the server ended says why, and what was unsent has not failed", async () => {
    const { client, conversation, written } = begin();
    client.greet();
    conversation.submit("не дошло");
    const before = written().length;
    client.connection({ phase: "ended", code: 4003, status: "kicked", reason: "Удалено модератором" });
    expect(await conversation.ended).toEqual({ isOwn: false, words: "Удалено модератором" });
    expect(written()).toHaveLength(before);
    expect(conversation.view().unsent).toBe(1);
  });
});
