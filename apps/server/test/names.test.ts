import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { password, refusalOf, registered } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";

const run = promisify(execFile);

/** Starts a server, and collects what its operator reads. */
const observed = async () => {
  const diary: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void diary.push(line) });
  return { server: await temporaryServer({ logger }), diary };
};

describe("an introduction", () => {
  test.each([
    [{ name: "я".repeat(33) }, "bad-name", "не больше 32"],
    [{ name: "\u3164" }, "bad-name", "видимый знак"],
    [{ name: "Борис: я подал в отставку" }, "bad-name", "двоеточия"],
    [{ name: "/quit" }, "bad-name", "начинаться"],
    [{ name: "Ошибка" }, "bad-name", "сам чат"],
    [{ name: "Еrrоr" }, "bad-name", "сам чат"],
    [{ locale: "de" }, "bad-introduction", "«locale»"],
    [{ client: "x".repeat(65) }, "bad-introduction", "«client»"],
  ])("[NAM-8] %j is refused: %s, with what to do", async (introduction, code, sentence) => {
    const { server, diary } = await observed();
    await using _ = server;
    await using person = new Person(server, introduction as object);
    await person.opened();
    await expect(person.ask("events.follow", {})).rejects.toThrow(sentence);
    expect(person.refusals[0]?.data.beseda.code).toBe(code);
    expect(await person.closed).toMatchObject({ code: 4000, reason: expect.stringContaining(sentence) });
    expect(diary.join("")).not.toContain("stack");
    expect(diary.filter((line) => /"level":[56]0/u.test(line))).toEqual([]);
  });

  test.each([{ name: 5 }, { client: ["nc"] }, "Анна"])(
    "[NAM-8] %j is not all texts, and refused",
    async (introduction) => {
      const { server, diary } = await observed();
      await using _ = server;
      await using person = new Person(server, introduction as object);
      await person.opened();
      expect(await refusalOf(person.ask("events.follow", {}))).toBe("bad-introduction");
      expect(diary.join("")).not.toContain("stack");
    },
  );

  test("[NAM-8] is refused in the language that it asks for", async () => {
    await using server = await temporaryServer();
    await using person = new Person(server, { name: "a:b", locale: "en" });
    await person.opened();
    await expect(person.ask("events.follow", {})).rejects.toThrow("A name has no colon");
  });

  test("[NAM-1] the program's name gets no escape to the operator", async () => {
    const { server, diary } = await observed();
    await using _ = server;
    await using __ = await Person.come(server, { name: "Анна", client: "\u001B]0;x\u0007\u202Enc/1" });
    expect(diary.join("")).toContain('"client":"]0;xnc/1"');
    const connected = (await server.records()).find(({ type }) => type === "connected");
    expect(connected).toMatchObject({ client: "]0;xnc/1" });
  });
});

test("[NAM-3] [NAM-4] nobody is renamed to what is no name", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  for (const name of ["a:b", "Сервер", "\u3164", "*", "я".repeat(33), ""])
    expect(await refusalOf(anna.ask("session.rename", { name }))).toBe("bad-name");
  await using boris = await Person.come(server, { name: "Борис" });
  for (const name of ["Борис\uFE0F", "Борис\u3164", "БОРИС"])
    expect(await refusalOf(anna.ask("session.rename", { name }))).toBe("name-taken");
  expect(boris.welcome.name).toBe("Борис");
});

test("[NAM-5] no room is opened beside another that looks like it", async () => {
  await using server = await temporaryServer();
  await using anna = await registered(server, "Анна");
  for (const room of ["lоbby", "LOBBY", "1obby", "ІоЬЬу"])
    expect(await refusalOf(anna.ask("room.join", { room }))).toBe("room-exists");
  for (const room of ["..", "-", "_._"])
    expect(await refusalOf(anna.ask("room.join", { room }))).toBe("bad-room-name");
  await anna.ask("room.create", { room: "чай" });
  expect(await refusalOf(anna.ask("room.create", { room: "ЧАЙ" }))).toBe("room-exists");
  await anna.ask("room.join", { room: "чай" });
});

describe("an answer", () => {
  test("[NAM-7] points to a message of its room that its author can read, or is refused", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Анна");
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    const { seq: secret } = (await anna.say("тайное", room)) as { seq: number };
    const { seq: open } = (await anna.say("Привет")) as { seq: number };
    const answer = (reply_to: number, to = "lobby") =>
      boris.ask("message.send", { id: crypto.randomUUID(), room: to, text: "ответ", reply_to });
    for (const target of [0, 1, secret, open + 1000]) {
      expect(await refusalOf(answer(target))).toBe("unknown-message");
    }
    expect(await answer(open)).toMatchObject({ duplicate: false });
  });

  test("[NAM-7] [DEL-2] what is said behind it stays behind it", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const { seq } = (await anna.say("Привет")) as { seq: number };
    const texts = Array.from({ length: 40 }, (_, index) => `слово ${index}`);
    await Promise.all(
      texts.map((text, index) =>
        anna.ask("message.send", {
          id: `m-${index}`,
          room: "lobby",
          text,
          ...(index % 3 === 1 && { reply_to: seq }),
        }),
      ),
    );
    const said = (await server.records())
      .filter(({ type }) => type === "message")
      .map(({ message }) => message);
    expect(said.slice(1)).toEqual(texts);
  });
});

test("[NAM-6] [TXT-7] accounts keep names that nobody could take now, and log in with them", async () => {
  await using earlier = await temporaryServer();
  for (const name of ["Анна", "Борис", "Вера", "Анна К."]) {
    await using _ = await registered(earlier, name);
  }
  await earlier.stop();
  const settings = { data: earlier.data, log: join(dirname(earlier.data), "messages.json") };
  const database = new DatabaseSync(join(settings.data, "identity.sqlite"));
  const rename = database.prepare("UPDATE accounts SET name = ?, name_key = ? WHERE name = ?");
  rename.run("Ошибка: да", "as it was", "Анна");
  rename.run("Мария", "мария", "Борис");
  rename.run("Mapия", "mapия", "Вера");
  rename.run("а\n[13:45:00] Борис: да\u001B[2J\u202E", "какой был", "Анна К.");
  database.close();
  await using server = await temporaryServer({ settings });
  for (const name of ["Ошибка: да", "Мария", "Mapия"]) {
    await using person = await Person.come(server, { name, password });
    expect(person.welcome.name).toBe(name);
    await using again = await Person.come(server, { name, token: person.welcome.token });
    expect(again.welcome.name).toBe(name);
  }
  const main = join(import.meta.dirname, "../src/start.js");
  const { stdout } = await run(process.execPath, [main, "admin", "accounts", "--data", settings.data]);
  expect(stdout.trim().split("\n")).toEqual([
    "Client_1\tmember\tОшибка: да\tkept, though nobody could take this name now",
    "Client_2\tmember\tМария\tlooks like the name of Client_3",
    "Client_3\tmember\tMapия\tlooks like the name of Client_2",
    "Client_4\tmember\tа [13:45:00] Борис: да[2J\tkept, though nobody could take this name now",
  ]);
});
