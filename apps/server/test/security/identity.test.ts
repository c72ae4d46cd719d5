import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { nameKey } from "@beseda/protocol";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";
import { password, refusalOf, registered } from "../../testing/registered.ts";

/** Returns the contents of all files in a folder, as text. */
const everythingIn = async (folder: string): Promise<string> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")),
  );
  return texts.join("\n");
};

describe("identity", () => {
  test("[A1] an unknown name and a wrong password are answered alike, and both cost a hash", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Анна");
    await using thief = await Person.come(server);
    const answers = await Promise.allSettled([
      thief.ask("account.login", { name: anna.welcome.name, password: "неверный пароль" }),
      thief.ask("account.login", { name: "Никого нет", password: "неверный пароль" }),
    ]);
    const [known, unknown] = thief.refusals;
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(known).toEqual({ ...unknown, data: known?.data });
    expect(known?.data.beseda).toEqual({ code: "wrong-login" });
    expect(unknown?.data.beseda).toEqual({ code: "wrong-login" });
  });

  test("[SES-4] who is not let in is told why, in the answer and in the close, in their language or else the server's", async () => {
    await using server = await temporaryServer({ settings: { access: "invite", locale: "ru" } });
    const ru = "Сюда входят только по приглашению.";
    for (const [introduction, why] of [
      [{ locale: "en" }, "Only who is invited may enter."],
      [{ locale: "ru" }, ru],
      [{}, ru],
    ] as const) {
      await using stranger = new Person(server, introduction);
      await stranger.opened();
      await stranger.ask("events.follow", {}).catch(() => undefined);
      expect(await stranger.closed).toMatchObject({ code: 4001, reason: expect.stringContaining(why) });
      // The stock handler answers twice: to the introduction, and to the request after it.
      expect(new Set(stranger.refusals.map(({ message }) => message))).toEqual(
        new Set([expect.stringContaining(why)]),
      );
    }
  });

  test("[A2] after five wrong passwords the next try waits, longer each time, and the owner elsewhere does not", async () => {
    let elapsed = 1e6;
    const clock = { now: () => Date.now(), elapsed: () => elapsed };
    await using server = await temporaryServer({ clock, settings: { trustProxy: ["loopback"] } });
    await using anna = await registered(server, "Анна");
    const thief = new Person(server, {}, { "X-Forwarded-For": "198.51.100.7" });
    await thief.opened();
    const guess = (): Promise<string> =>
      refusalOf(thief.ask("account.login", { name: "анна", password: "наугад" }));
    for (let count = 1; count <= 5; count += 1) expect(await guess()).toBe("wrong-login");
    const waits: number[] = [];
    for (let count = 1; count <= 4; count += 1) {
      expect(await guess()).toBe("rate");
      const waitMs = thief.refusals.at(-1)?.data.beseda.retryAfterMs ?? 0;
      waits.push(waitMs);
      elapsed += Math.max(waitMs, 30_000);
      expect(await guess()).toBe("wrong-login");
    }
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[3]).toBeGreaterThan(2 * (waits[0] ?? 0));
    expect(await guess()).toBe("rate");
    await using owner = new Person(server, {}, { "X-Forwarded-For": "203.0.113.5" });
    await owner.opened();
    expect(await owner.ask("account.login", { name: "Анна", password })).toMatchObject({
      client_id: anna.id,
    });
    await thief[Symbol.asyncDispose]();
  });

  test("[A3] neither a token nor a password is in the log, the diary, an error or what is kept; a token is 256 bits", async () => {
    const diary: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line: string) => void diary.push(line) });
    const server = await temporaryServer({ logger, settings: { logLevel: "trace" } });
    const anna = await registered(server, "Анна");
    await using text = await WebSocketClient.connect(server);
    await text.ask(`/login Анна ${password}`, "Добро пожаловать");
    await text.ask("/login Анна другой-пароль-1", "Ошибка");
    const again = await Person.come(server, { token: anna.welcome.token });
    expect(again.id).toBe(anna.id);
    const { token } = anna.welcome;
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    // The log is beside the folder of the secrets.
    const folder = dirname(server.data);
    const kept = (await everythingIn(folder)) + diary.join("\n") + text.lines.join("\n");
    for (const secret of [
      token,
      Buffer.from(token, "base64url").toString("latin1"),
      password,
      "другой-пароль-1",
    ])
      for (const form of [secret, Buffer.from(secret).toString("latin1")]) expect(kept).not.toContain(form);
    expect(
      anna.refusals
        .concat(again.refusals)
        .map(({ message }) => message)
        .join(""),
    ).not.toContain(token);
    await Promise.all([anna[Symbol.asyncDispose](), again[Symbol.asyncDispose]()]);
    await server[Symbol.asyncDispose]();
  });

  test("[A4] logout, a new password and a ban close every socket that they end, on every transport", async () => {
    await using server = await temporaryServer();
    const owner = await registered(server, "Вера");
    await owner.ask("account.redeem", { invitation: server.running.ownerInvitation });
    const here = await registered(server, "Анна");
    const sameLogin = await Person.come(server, { token: here.welcome.token });
    await here.ask("account.logout");
    expect((await Promise.all([here.closed, sameLogin.closed])).map(({ code }) => code)).toEqual([
      4001, 4001,
    ]);
    await using stranger = await Person.come(server, { token: here.welcome.token });
    expect(stranger.id).not.toBe(here.id);

    const first = await Person.come(server, { name: "Анна", password });
    const second = await Person.come(server, { name: "Анна", password });
    await using text = await TcpClient.connect(server);
    await text.ask(`/login Анна ${password}`, "Вы Анна");
    expect(first.id).toBe(here.id);
    await first.ask("account.password", { old: password, new: "совсем другой пароль" });
    expect((await second.closed).code).toBe(4001);
    await text.closed;
    expect(first.isClosed).toBe(false);

    await owner.ask("moderation.ban", { name: "Анна", reason: "реклама" });
    const { code, reason } = await first.closed;
    expect(code).toBe(4004);
    expect(reason).toContain("реклама");
    const back = new Person(server, { name: "Анна", password: "совсем другой пароль" });
    expect(await back.closed).toMatchObject({ code: 4004, reason: expect.stringContaining("реклама") });
    await owner[Symbol.asyncDispose]();
  });

  test("[A5] a session whose login ran out is refused at the next action, and closed", async () => {
    let now = Date.now();
    const clock = { now: () => now, elapsed: () => performance.now() };
    await using server = await temporaryServer({ clock });
    const anna = await registered(server, "Анна");
    const boris = await Person.come(server, { name: "Борис" });
    now += 31 * 86_400_000;
    expect(await refusalOf(boris.say("ещё здесь?"))).toMatch(/session-ended|closed/u);
    expect((await boris.closed).code).toBe(4001);
    now += 91 * 86_400_000;
    expect((await anna.closed).code).toBe(4001);
  });

  test("[A6] a token that is used elsewhere shows in the list of logins, and is ended there alone", async () => {
    await using server = await temporaryServer({ settings: { trustProxy: ["loopback"] } });
    await using anna = await registered(server, "Анна");
    await using elsewhere = await Person.come(server, { name: "Анна", password });
    const thief = new Person(
      server,
      { token: elsewhere.welcome.token, client: "curl" },
      { "X-Forwarded-For": "198.51.100.7" },
    );
    await thief.opened();
    await thief.ask("room.list");
    const logins = (await anna.ask("account.sessions")) as {
      id: number;
      address: string;
      client: string;
      open: string[];
      current: boolean;
    }[];
    expect(logins).toHaveLength(2);
    const stolen = logins.find(({ current }) => !current);
    expect(stolen).toMatchObject({ address: "198.51.100.7", client: "curl" });
    expect(stolen?.open.toSorted()).toEqual(["127.0.0.1", "198.51.100.7"]);
    await anna.ask("account.end", { id: stolen?.id });
    expect((await thief.closed).code).toBe(4001);
    expect((await elsewhere.closed).code).toBe(4001);
    expect(await anna.ask("account.sessions")).toHaveLength(1);
    expect(await refusalOf(anna.ask("account.end", { id: stolen?.id }))).toBe("no-such-session");
  });

  test("[A7] of two who register one name at once, in any case or look, one wins; nobody else can take it after", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Boris");
    for (const name of ["BORIS", "Вoris", "Ｂoris", "Bo\u200Bris", "Bor\u0456s"]) {
      await using other = await Person.come(server, { name });
      expect(nameKey(other.welcome.name)).not.toBe(nameKey("Boris"));
      expect(await refusalOf(other.ask("session.rename", { name }))).toBe("name-taken");
    }
    await anna[Symbol.asyncDispose]();
    await using later = await Person.come(server, { name: "Boris" });
    expect(later.welcome.name).toBe("Boris-2");
    const both = [await Person.come(server, { name: "Раз" }), await Person.come(server, { name: "Два" })];
    const results = await Promise.allSettled(
      both.map(async (person) => {
        await person.ask("session.rename", { name: "Вера" });
        await person.ask("account.register", { password });
      }),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const person of both) await person[Symbol.asyncDispose]();
  });
});
