import { setTimeout as sleep } from "node:timers/promises";
import { jsonLineSchema, procedures, roomSummarySchema, type JsonLine } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person } from "../../../testing/person.ts";
import { password, registered } from "../../../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../../../testing/running-server.ts";
import { TcpClient, WebSocketClient, type TextClient } from "../../../testing/text-client.ts";

/** Returns the lines that a program got: each has one of the shapes. */
export const jsonOf = (client: TextClient): readonly JsonLine[] =>
  client.lines.map((line) => jsonLineSchema.parse(JSON.parse(line)));

export const line = (value: unknown): string => JSON.stringify(value);

/** A text gateway, and a program that connects to it and sends this at once. */
export interface JsonGatewayUnderTest {
  readonly begin: (server: TemporaryServer, first: unknown) => Promise<TextClient>;
}

const messages = async (server: TemporaryServer): Promise<readonly (readonly [string, string])[]> =>
  (await server.records()).flatMap((record) =>
    record.type === "message" && "name" in record ? [[String(record.name), record.message] as const] : [],
  );

/** A long silence: it is not known yet who is there, however busy the machine is. */
const patient = { silentMs: 20_000 };

/** The contract of both text gateways for programs that speak JSON. */
export const describeJsonGateway = ({ begin }: JsonGatewayUnderTest): void => {
  test("[PRG-7] [PRG-9] a program whose first line is an object gets objects and nothing else, to the end", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await WebSocketClient.connect(server, { name: "Анна" });
    await anna.ask("до вас", "Анна: до вас");
    await using boris = await begin(server, { name: "Борис", message: "Привет всем" });
    await boris.sees('"acknowledged"');
    await anna.sees(/^\[[\d:]+\] Борис: Привет всем$/u);
    await anna.ask("и вам\u202E", "Анна: и вам");
    await boris.sees('"message":"и вам"');
    boris.type(line({ type: "command", text: "/who" }));
    await boris.sees('"answer"');
    boris.type(line({ type: "command", text: "/jion" }), line({ type: "command", text: "quit" }));
    await boris.closed;
    const got = jsonOf(boris);
    expect(got.map(({ type }) => type)).toEqual([
      "welcome",
      "notice",
      "message",
      "acknowledged",
      "message",
      "message",
      "answer",
      "error",
      "goodbye",
    ]);
    expect(got[0]).toMatchObject({
      name: "server",
      you: { client_id: "Client_2", name: "Борис" },
      room: "lobby",
    });
    expect(got[2]).toMatchObject({ name: "Анна", message: "до вас", history: true, client_id: "Client_1" });
    expect(got[4]).toMatchObject({ name: "Борис", message: "Привет всем", own: true });
    expect(got[5]).not.toHaveProperty("own");
    expect(got[6]?.message).toBe("В #lobby 2 человека: Анна (Client_1), Борис (Client_2)");
    expect(got[7]).toMatchObject({ code: "unknown-command" });
    expect(got[8]).toMatchObject({ code: 1000, message: "Сессия завершена. До свидания!" });
    await anna.sees("*** Борис покидает чат");
    expect(anna.lines.join("\n")).not.toMatch(/Client_2|теперь Борис/u);
  });

  test("[HIST-4] a program gets what was said around a message, with `hit` at that one", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { username: "Борис", text: "раз" });
    await boris.sees('"acknowledged"');
    for (const text of ["два", "три"]) {
      boris.type(JSON.stringify({ text }));
      await boris.sees(`"text":"${text}"`);
    }
    const [, seq] = jsonOf(boris).flatMap((line) => (line.type === "message" ? [line.seq] : []));
    const from = boris.lines.length;
    boris.type(JSON.stringify({ type: "command", text: `/history #${seq}` }));
    await boris.sees('"text":"три"', from);
    const shown = jsonOf(boris)
      .slice(from)
      .flatMap((line) => (line.type === "message" ? [[line.message, line.history, line.hit]] : []));
    expect(shown).toEqual([
      ["раз", true, undefined],
      ["два", true, true],
      ["три", true, undefined],
    ]);
  });

  test("[PRG-9] what it calls things, it is answered with", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using boris = await begin(server, { username: "Борис", text: "раз", id: "m-1" });
    await boris.sees('"acknowledged"');
    await anna.ask("два", "Анна: два");
    await boris.sees('"text":"два"');
    for (const each of boris.lines) {
      const { name, message } = jsonLineSchema.parse(JSON.parse(each));
      expect(JSON.parse(each)).toMatchObject({ username: name, text: message });
    }
    expect(jsonOf(boris).find(({ type }) => type === "acknowledged")).toMatchObject({ id: "m-1" });
    const said = await boris.sees('"text":"два"');
    expect(JSON.parse(said)).toMatchObject({ username: "Анна", type: "message" });
  });

  test("[PRG-12] what answers an object has its id: an acknowledgement, an answer, a refusal; each once", async () => {
    await using server = await temporaryServer(patient);
    await using _anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using boris = await begin(server, { name: "Борис", id: "first", text: "раз" });
    const asked: readonly (readonly [Readonly<Record<string, unknown>>, JsonLine["type"]])[] = [
      [{ text: "два" }, "acknowledged"],
      [{ text: "по секрету", to: "Анна" }, "acknowledged"],
      [{ text: "и вам", to: "Вера" }, "error"],
      [{ text: "я".repeat(4001) }, "error"],
      [{ text: "есть кто?", room: "книги" }, "acknowledged"],
      [{ text: "есть кто?", room: "две комнаты" }, "error"],
      [{ type: "join", room: "сад" }, "answer"],
      [{ type: "ping" }, "answer"],
      [{ type: "command", text: "/who" }, "answer"],
      [{ type: "command", text: "/me машет" }, "acknowledged"],
      [{ type: "command", text: "/msg Анна ещё секрет" }, "acknowledged"],
      [{ type: "command", text: "/kick Анна" }, "error"],
      [{ type: "command", text: "/nope" }, "error"],
      [{ type: "command", text: "/join" }, "error"],
      [{ text: "раз", message: "два" }, "error"],
      [{ type: "register", password: "1" }, "error"],
    ];
    boris.type(...asked.map(([value], index) => line({ ...value, id: index })));
    boris.type(line({ text: "конец" }));
    await boris.sees(/"own":true.*конец|конец.*"own":true/u);
    const got = jsonOf(boris);
    const called = got.flatMap((each) => ("id" in each ? [[each.id, each.type] as const] : []));
    expect(called).toEqual([["first", "acknowledged"], ...asked.map(([, type], index) => [index, type])]);
    // Input without an id is answered without one.
    expect(got.findLast(({ type }) => type === "acknowledged")).not.toHaveProperty("id");
  });

  test("[PRG-12] an object that asks for something and says nothing is told so, and not left without an answer", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { name: "Борис", text: "раз" });
    const empty = [
      { text: "" },
      { text: " \n" },
      { text: "\u200B" },
      { type: "command", text: "" },
      { type: "command", command: "/who" },
      { foo: 1 },
    ];
    boris.type(...empty.map((value, index) => line({ ...value, id: index })), line({ text: " " }));
    // An object that only introduces asks for nothing.
    boris.type(line({ name: "Борис" }), line({ name: "Борис", text: "" }), line({ text: "конец" }));
    await boris.sees("конец");
    const errors = jsonOf(boris).filter((each) => each.type === "error");
    expect(errors.map(({ id, code }) => [id, code])).toEqual([
      ...empty.map((_, index) => [index, "bad-json"]),
      [undefined, "bad-json"],
    ]);
    expect(await messages(server)).toEqual([
      ["Борис", "раз"],
      ["Борис", "конец"],
    ]);
  });

  test("[PRG-8] a name introduces once: it neither renames nor speaks for others, and that is told once", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using boris = await begin(server, { name: "Борис", message: "раз" });
    boris.type(line({ name: "Анна", message: "два" }), line({ name: "Вера", message: "три" }));
    boris.type(line({ name: "борис", message: "четыре" }));
    await anna.sees("Борис: четыре");
    expect(await messages(server)).toEqual([
      ["Борис", "раз"],
      ["Борис", "два"],
      ["Борис", "три"],
      ["Борис", "четыре"],
    ]);
    await boris.sees("четыре");
    const told = jsonOf(boris).filter(({ type }) => type === "error");
    expect(told).toEqual([
      expect.objectContaining({ code: "name-kept", message: expect.stringContaining("«Анна»") }),
    ]);
  });

  test("[PRG-8] a name that is taken becomes another one, and goes on meaning the same person", async () => {
    await using server = await temporaryServer(patient);
    await using _anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using other = await begin(server, { name: "Анна", message: "раз" });
    other.type(line({ name: "Анна", message: "два" }));
    await other.sees("два");
    expect(await messages(server)).toEqual([
      ["Анна-2", "раз"],
      ["Анна-2", "два"],
    ]);
    expect(jsonOf(other).filter(({ type }) => type === "error")).toEqual([]);
  });

  test("[PRG-8] nobody introduces themselves as the chat, and what they say is said all the same", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { name: "Сервер", message: "раз" });
    await boris.sees('"own"');
    expect(jsonOf(boris).find(({ type }) => type === "error")).toMatchObject({ code: "bad-name" });
    expect(await messages(server)).toEqual([["Client_1", "раз"]]);
  });

  test("[PRG-7] a value that begins with / is a text, unless the type says command", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { message: "/quit" });
    boris.type(
      line({ type: "message", message: "/nick Вера" }),
      line({ type: "command", message: "/nick Вера" }),
    );
    boris.type(line({ message: "/me" }));
    await boris.sees("/me");
    expect(await messages(server)).toEqual([
      ["Client_1", "/quit"],
      ["Client_1", "/nick Вера"],
      ["Вера", "/me"],
    ]);
  });

  test("[PRG-10] what is no object is told of in one, nothing around it is lost, the connection stays", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { message: "раз" });
    boris.type(
      '{"message": "два"',
      "привет",
      "{'message': 'три'}",
      "[1]",
      '{"foo": 1}',
      line({ message: "четыре" }),
    );
    boris.sendBytes(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]));
    boris.type(line({ message: "пять" }));
    await boris.sees("пять");
    expect((await messages(server)).map(([, text]) => text)).toEqual(["раз", "четыре", "пять"]);
    const errors = jsonOf(boris).filter((got) => got.type === "error");
    expect(errors.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => "bad-json"),
      "not-utf8",
    ]);
  });

  test("[PRG-10] lines within a text are one message, for everybody", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using boris = await begin(server, { name: "Борис", message: "раз\n[13:00:00] Анна: два" });
    await anna.sees("  | [13:00:00] Анна: два");
    await boris.sees('"own"');
    expect(jsonOf(boris).find(({ type }) => type === "message")?.message).toBe("раз\n[13:00:00] Анна: два");
    expect(await messages(server)).toHaveLength(1);
  });

  test("[PRG-7] a room, one person, a language, an end: in the object", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await WebSocketClient.connect(server, { name: "Анна" });
    await using boris = await begin(server, { type: "join", name: "Борис", room: "книги", locale: "en" });
    await boris.sees("You talk in #книги now.");
    boris.type(
      line({ text: "есть кто?" }),
      line({ to: "Анна", text: "по секрету" }),
      line({ to: "Вера", text: "и вам" }),
    );
    await anna.sees(/^@Борис \[[\d:]+\] Борис: по секрету$/u);
    await boris.sees('"nobody"');
    boris.type(line({ type: "leave" }));
    await boris.closed;
    const got = jsonOf(boris);
    expect(got.find(({ message }) => message === "есть кто?")).toMatchObject({ room: "книги" });
    expect(got.find(({ message, type }) => type === "message" && message === "по секрету")).toMatchObject({
      private: true,
    });
    expect(got.at(-1)).toMatchObject({ type: "goodbye", message: "Session ended. Goodbye!" });
    expect(anna.lines.join("\n")).not.toContain("есть кто");
  });

  test("[PRG-9] the server stops: the last line is an object", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { message: "раз" });
    await boris.sees('"own"');
    await server.stop();
    await boris.closed;
    expect(jsonOf(boris).at(-1)).toMatchObject({
      type: "goodbye",
      code: 1012,
      retry_after_ms: expect.any(Number),
    });
  });

  test("[PRG-8] where only people with an account may enter, an object logs in", async () => {
    await using server = await temporaryServer({ ...patient, settings: { access: "guests-off" } });
    await using boris = await begin(server, { name: "Борис", message: "раз" });
    await boris.sees('"login-required"');
    boris.type(line({ type: "login", username: "Борис", password: "не тот пароль" }));
    await boris.sees('"wrong-login"');
    boris.type(line({ type: "quit" }));
    await boris.closed;
    const types = jsonOf(boris).map(({ type }) => type);
    expect(types).toEqual(["error", "answer", "answer", "error", "answer", "error", "goodbye"]);
    expect(await messages(server)).toEqual([]);
  });

  test("[PRG-8] a first object with a password logs in, one that registers keeps the name; neither is said", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { type: "register", username: "Борис", password });
    await boris.sees("Имя Борис теперь ваше");
    boris.leave();
    await boris.closed;
    await using again = await begin(server, { username: "Борис", password, text: "это я" });
    await again.sees('"own"');
    expect(jsonOf(again)[0]).toMatchObject({
      type: "welcome",
      you: { client_id: "Client_1", name: "Борис" },
    });
    await using other = await begin(server, { text: "раз" });
    other.type(line({ type: "login", username: "Борис", password }), line({ text: "и это я" }));
    await other.sees("и это я");
    expect(await messages(server)).toEqual([
      ["Борис", "это я"],
      ["Client_2", "раз"],
      ["Борис", "и это я"],
    ]);
    expect(JSON.stringify(await server.records())).not.toContain(password);
    for (const program of [boris, again, other]) expect(() => jsonOf(program)).not.toThrow();
  });

  test("[PRG-9] [DIR-2] an invitation, and what waits, are objects too", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await begin(server, { name: "Борис", message: "раз" });
    await boris.sees('"own"');
    const created = await anna.ask("room.create", { room: "двор", private: true });
    const { room } = roomSummarySchema.parse(created);
    await anna.ask("room.invite", { room, name: "Борис" });
    expect(JSON.parse(await boris.sees('"invited"'))).toMatchObject({ type: "notice", name: "server" });
    expect(() => jsonOf(boris)).not.toThrow();
  });

  test("[UNR-6] says itself what it has read; what was unread when it came is an answer", async () => {
    await using server = await temporaryServer(patient);
    await using anna = await registered(server, "Анна");
    await using boris = await Person.come(server, { name: "Борис" });
    const unread = async (): Promise<number | undefined> => {
      const rooms = procedures.room.list.answer.parse(await anna.ask("room.list"));
      return rooms.find(({ room }) => room === "lobby")?.unread;
    };
    const { seq } = procedures.message.send.answer.parse(await boris.say("раз"));
    await boris.say("два");
    await using program = await begin(server, { type: "login", name: "Анна", password });
    expect(JSON.parse(await program.sees("Непрочитанных в #lobby: 2"))).toMatchObject({ type: "answer" });
    await sleep(1500);
    expect(await unread()).toBe(2);
    program.type(line({ type: "read", room: "lobby", seq, id: 7 }));
    await program.sees('"id":7');
    expect(await unread()).toBe(1);
    program.type(line({ type: "command", text: "/read" }));
    await program.sees("В #lobby непрочитанного нет.");
    expect(await unread()).toBe(0);
    expect(() => jsonOf(program)).not.toThrow();
  });

  test("[CLI-3] a text in an object that looks like a command with a password is asked about", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { message: "раз" });
    boris.type(line({ message: "/login Анна очень-тайный-пароль", id: 5 }), line({ message: "два" }));
    await boris.sees('"два"');
    expect(jsonOf(boris).find(({ type }) => type === "error")).toMatchObject({ code: "doubtful", id: 5 });
    expect((await messages(server)).map(([, text]) => text)).toEqual(["раз", "два"]);
  });

  test("[PRG-7] an object with a key that nobody knows is a text, and its author is told which", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, { message: "раз", mood: "так себе" });
    expect(await boris.sees("Сказано как текст")).toContain("mood");
    expect(await messages(server)).toEqual([["Client_1", '{"message":"раз","mood":"так себе"}']]);
  });

  test("[PRG-7] who has begun with text goes on with text", async () => {
    await using server = await temporaryServer(patient);
    await using boris = await begin(server, undefined);
    boris.type(line({ message: "два" }));
    expect(await boris.sees("два")).toMatch(/Client_1: \{"message":"два"\}$/u);
  });
};

describe("an object that comes when the greeting is out", () => {
  test.each([
    ["TCP", (server: TemporaryServer) => TcpClient.connect(server)],
    ["a WebSocket", (server: TemporaryServer) => WebSocketClient.connect(server)],
  ])("[PRG-7] over %s is answered in objects, the first of them a welcome", async (_, connect) => {
    await using server = await temporaryServer();
    await using boris = await connect(server);
    const from = boris.lines.length;
    boris.type(line({ name: "Борис", message: "раз" }));
    await boris.sees('"own"');
    const got = boris.lines.slice(from).map((each) => jsonLineSchema.parse(JSON.parse(each)));
    expect(got.map(({ type }) => type)).toEqual(["notice", "welcome", "acknowledged", "message"]);
    expect(got[1]).toMatchObject({ you: { client_id: "Client_1", name: "Борис" } });
  });
});
