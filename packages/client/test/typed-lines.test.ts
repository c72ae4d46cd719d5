import { describe, expect, test } from "vitest";
import type { ChatClient, ServerInvocation } from "../src/chat-client.ts";
import { CurrentRoom } from "../src/current-room.ts";
import { givenBack } from "../src/given-back.ts";
import { RefusedError } from "../src/refused-error.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { ModelServer } from "../testing/model-server.ts";
import { Program } from "../testing/program.ts";
import { seeded, VirtualTime } from "../testing/virtual-time.ts";

const direct = "@Client_1+Client_2";
const msg = (text: string): ServerInvocation => ({ command: "msg", arguments: { name: "Борис", text } });
const nobody = new RefusedError("nobody", "Сейчас здесь нет никого с именем «Борис».");

const setUp = async () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({ time, random: seeded(2), rooms: ["lobby", direct], latencyMs: 400 });
  server.answersTo.set("room.direct", { room: direct, topic: "", members: 2, last: 0 });
  const storage = memoryStorage();
  const open = () => {
    const program = new Program(server, storage);
    const seen: string[] = [];
    const here = new CurrentRoom({
      client: program.chat,
      room: "lobby",
      onChange: (room) => seen.push(room),
    });
    const says = (text: string): string => program.chat.send({ room: here.room, text });
    return { program, chat: program.chat, here, says, seen };
  };
  const person = open();
  await time.pass(2000);
  const saidIn = (room: string) => server.messagesIn(room).map(({ message }) => message);
  const unheard = (chat: ChatClient) => givenBack(chat.snapshot());
  return { time, server, storage, open, person, saidIn, unheard };
};

describe("what is typed behind a command that leads into another room", () => {
  test("[CLI-1] goes there, however long the server takes to say which room that is", async () => {
    const { time, person, saidIn } = await setUp();
    const way = person.here.go(msg("привет"));
    person.says("это только тебе");
    expect(person.here.room).toBe(way.ahead);
    expect(person.here.settled).toBe("lobby");
    const held = person.chat.snapshot().timelines.get(way.ahead)?.items;
    expect(held).toMatchObject([{ text: "/msg Борис" }, { text: "привет" }, { text: "это только тебе" }]);
    await time.pass(5000);
    expect(await way.outcome).toMatchObject({ room: direct });
    expect(saidIn(direct)).toEqual(["привет", "это только тебе"]);
    expect(saidIn("lobby")).toEqual([]);
    expect(person.here.room).toBe(direct);
    expect(person.chat.snapshot().unsent).toBe(0);
  });

  test("[CLI-1] survives the end of the program at any moment, and goes there once", async () => {
    for (let ms = 0; ms < 1600; ms += 50) {
      const { time, person, open, saidIn, storage } = await setUp();
      person.here.go(msg("привет")).outcome.catch(() => undefined);
      person.says("это только тебе");
      await time.pass(ms);
      person.program.kill();
      open();
      await time.pass(5000);
      expect(saidIn(direct)).toEqual(["привет", "это только тебе"]);
      expect(saidIn("lobby")).toEqual([]);
      expect(await storage.messages()).toEqual([]);
    }
  });

  test("[CLI-1] is given back where it is refused, and sent nowhere, after a restart neither", async () => {
    const { time, server, person, open, saidIn, unheard } = await setUp();
    server.answersTo.set("room.direct", nobody);
    const way = person.here.go(msg("привет"));
    person.says("это только тебе");
    await Promise.all([expect(way.outcome).rejects.toThrow("нет никого"), time.pass(5000)]);
    expect(person.here.room).toBe("lobby");
    const given = { command: "/msg Борис", lines: ["привет", "это только тебе"], reason: nobody.message };
    expect(unheard(person.chat)).toMatchObject([given]);
    person.program.kill();
    const later = open();
    await time.pass(5000);
    expect(unheard(later.chat)).toMatchObject([given]);
    expect([saidIn("lobby"), saidIn(direct)]).toEqual([[], []]);

    server.answersTo.set("room.direct", { room: direct, topic: "", members: 2, last: 0 });
    for (const key of unheard(later.chat)[0]?.keys ?? []) later.chat.retry(key);
    await time.pass(5000);
    expect(saidIn(direct)).toEqual(["привет", "это только тебе"]);
  });

  test("[CLI-1] what a script says behind a refused command stays unsaid until the next one leads somewhere", async () => {
    const { time, server, person, saidIn, unheard } = await setUp();
    const script = new CurrentRoom({
      client: person.chat,
      room: "lobby",
      isScript: true,
      onChange: () => undefined,
    });
    server.answersTo.set("room.create", nobody);
    const create: ServerInvocation = { command: "create", arguments: { room: "книги", private: true } };
    await Promise.all([expect(script.go(create).outcome).rejects.toThrow("никого"), time.pass(5000)]);
    person.chat.send({ room: script.room, text: "это только там" });
    const pin = script.go({ command: "pin", arguments: { seq: 1 } });
    await Promise.all([expect(pin.outcome).rejects.toThrow("в которую вы не вошли"), time.pass(5000)]);
    expect(server.asked.map(({ path }) => path)).not.toContain("message.pin");
    script.show("lobby");
    person.chat.send({ room: script.room, text: "а это всем" });
    await time.pass(5000);
    expect(saidIn("lobby")).toEqual(["а это всем"]);
    expect(unheard(person.chat)).toMatchObject([{ lines: ["это только там"] }]);
  });

  test("[CLI-1] a script's /msg leads nowhere: what follows is of the room it is in, taken or refused", async () => {
    const { time, server, person, saidIn, unheard } = await setUp();
    const script = new CurrentRoom({
      client: person.chat,
      room: "lobby",
      isScript: true,
      onChange: () => undefined,
    });
    script.go(msg("привет"));
    person.chat.send({ room: script.room, text: "всем" });
    await time.pass(5000);
    server.answersTo.set("room.direct", nobody);
    await Promise.all([expect(script.go(msg("и ещё")).outcome).rejects.toThrow("никого"), time.pass(5000)]);
    person.chat.send({ room: script.room, text: "снова всем" });
    await time.pass(5000);
    expect([saidIn("lobby"), saidIn(direct)]).toEqual([["всем", "снова всем"], ["привет"]]);
    expect(unheard(person.chat)).toMatchObject([{ lines: ["и ещё"] }]);
  });

  test("[CLI-1] who goes elsewhere meanwhile stays there", async () => {
    const { time, person, saidIn } = await setUp();
    person.here.go(msg("привет"));
    person.here.show("lobby");
    person.says("всем");
    await time.pass(5000);
    expect(person.here.room).toBe("lobby");
    expect(saidIn("lobby")).toEqual(["всем"]);
    expect(saidIn(direct)).toEqual(["привет"]);
  });
});

describe("a command that changes something", () => {
  const mute: ServerInvocation = { command: "mute", arguments: { name: "Борис", reason: "" } };
  const mutes = ({ asked }: ModelServer) => asked.filter(({ path }) => path === "moderation.mute");

  test("[CLI-2] is kept without a connection, and carried out in its turn when there is one", async () => {
    const { time, server, person, open, saidIn } = await setUp();
    server.isAway = true;
    server.cut();
    person.says("раз");
    person.here.go(msg("привет")).outcome.catch(() => undefined);
    person.chat.perform({ room: "lobby", invocation: mute }).catch(() => undefined);
    await time.pass(60_000);
    person.program.kill();
    server.isAway = false;
    open();
    await time.pass(5000);
    expect([saidIn("lobby"), saidIn(direct)]).toEqual([["раз"], ["привет"]]);
    expect(mutes(server)).toHaveLength(1);
  });

  test("[CLI-2] /nick waits for its turn as well, also without a connection", async () => {
    const { time, server, person, saidIn } = await setUp();
    server.answersTo.set("session.rename", { name: "Вера" });
    server.isAway = true;
    server.cut();
    person.says("раз");
    const renamed = person.chat.perform({
      room: "lobby",
      invocation: { command: "nick", arguments: { name: "Вера" } },
    });
    await time.pass(60_000);
    expect(server.asked).toEqual([]);
    server.isAway = false;
    await time.pass(60_000);
    expect(await renamed).toEqual({ lines: [] });
    expect(saidIn("lobby")).toEqual(["раз"]);
    expect(server.asked).toMatchObject([{ path: "session.rename", input: { name: "Вера" } }]);
    expect(person.chat.snapshot().me?.name).toBe("Вера");
  });

  test("[CLI-2] goes out with one id, however often its answer is lost", async () => {
    const { time, server, person } = await setUp();
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 1 };
    const done = person.chat.perform({ room: "lobby", invocation: mute });
    await time.pass(40_000);
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 0 };
    await time.pass(60_000);
    await done;
    const ids = mutes(server).map(({ input }) => (input as { id?: string }).id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });

  test("[CLI-2] that another run of the server may have done is told, and not repeated", async () => {
    const { time, server, person, storage, open, unheard } = await setUp();
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 1 };
    person.chat.perform({ room: "lobby", invocation: mute }).catch(() => undefined);
    await time.pass(1000);
    person.program.kill();
    const [kept] = await storage.messages();
    if (!kept?.command) throw new Error("the command is not kept");
    await storage.put({ ...kept, command: { ...kept.command, begun: "an earlier run" } });
    server.faults = { repeats: 0, holes: 0, refusals: 0, lostAnswers: 0 };
    const later = open();
    await time.pass(5000);
    expect(mutes(server)).toHaveLength(1);
    expect(unheard(later.chat)).toMatchObject([{ command: "/mute Борис", lines: [] }]);
  });

  test("[TXT-6] that has a password in it is kept nowhere", async () => {
    const { time, server, person, storage } = await setUp();
    server.isAway = true;
    server.cut();
    const invocation: ServerInvocation = { command: "register", arguments: { password: "длинный пароль" } };
    const asked = person.chat.perform({ room: "lobby", invocation });
    expect(await storage.messages()).toEqual([]);
    await Promise.all([expect(asked).rejects.toMatchObject({ code: "offline" }), time.pass(11_000)]);
  });
});
