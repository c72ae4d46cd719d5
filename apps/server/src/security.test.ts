import { once } from "node:events";
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { connect as connectTls } from "node:tls";
import { commandTable, nameKey } from "@beseda/protocol";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openIdentity } from "./identity/identity.ts";
import { defaultRates } from "./session/rates.ts";
import { testCertificate, testKey } from "./testing/certificate.ts";
import { generousRates } from "./testing/generous-rates.ts";
import { endsIn } from "./testing/ends.ts";
import { makeOwner, Person, procedures } from "./testing/person.ts";
import { temporaryServer, type TemporaryServer } from "./testing/running-server.ts";
import { TcpClient, WebSocketClient } from "./testing/text-client.ts";
import { until } from "./testing/until.ts";

const password = "очень длинный пароль";

/** Everything that lies in a folder, as text. */
const everythingIn = async (folder: string): Promise<string> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")),
  );
  return texts.join("\n");
};

const registered = async (server: TemporaryServer, name: string): Promise<Person> => {
  const person = await Person.come(server, { name });
  await person.ask("account.register", { password });
  return person;
};

const refusalOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "nothing was refused",
    (error: unknown) =>
      (error as { data?: { beseda?: { code?: string } } }).data?.beseda?.code ?? String(error),
  );

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
      // The stock handler answers twice: the introduction, and what was asked after it.
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

/** Resolves when a connection is closed, well or badly. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on("error", () => undefined).once("close", () => resolve());
  });

/** Tries to become a WebSocket: the status where it was refused, 101 where not. */
const upgrade = async (port: number, headers: Record<string, string>, path = "/trpc"): Promise<number> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  socket.on("error", () => undefined);
  const status = await Promise.race([
    once(socket, "open").then(() => 101),
    once(socket, "unexpected-response").then(
      ([, response]) => (response as { statusCode: number }).statusCode,
    ),
    once(socket, "close").then(() => 0),
  ]);
  socket.terminate();
  return status;
};

describe("the web", () => {
  test("[W1] a page of another host opens no WebSocket; this host, allowed pages and programs do", async () => {
    await using server = await temporaryServer({ settings: { origin: ["https://good.example"] } });
    const { port } = server;
    const own = `http://127.0.0.1:${port}`;
    const refused = [
      { Origin: "null" },
      { Origin: "http://evil.example" },
      { Origin: "https://good.example.evil" },
      { Origin: "https://good.example:444" },
      { Origin: "http://good.example" },
      { Origin: own.toUpperCase() },
      { Origin: `http://127.0.0.1:${port + 1}` },
      { Origin: `${own}/` },
      { Origin: "nonsense" },
      { Cookie: "session=1" },
    ];
    for (const path of ["/trpc", "/"]) {
      for (const headers of refused)
        expect([headers, await upgrade(port, headers as never, path)]).toEqual([headers, 403]);
      for (const headers of [
        {},
        { Origin: own },
        { Origin: "https://good.example" },
        { Origin: own, Cookie: "a=b" },
      ])
        expect([headers, await upgrade(port, headers as never, path)]).toEqual([headers, 101]);
    }
  });

  test("[W2] a cookie gives nobody's rights, and who says nothing is closed after the time to introduce oneself", async () => {
    await using server = await temporaryServer();
    await using anna = await registered(server, "Анна");
    const own = `http://127.0.0.1:${server.port}`;
    const other = new Person(server, {}, { Origin: own, Cookie: `token=${anna.welcome.token}` });
    await other.opened();
    void other.ask("events.follow", {}).catch(() => undefined);
    await until(
      () => "a greeting",
      () => other.welcome,
    );
    expect(other.id).not.toBe(anna.id);
    expect(other.welcome.limits.introduce_ms).toBeLessThanOrEqual(10_000);
    await other[Symbol.asyncDispose]();
    const head = await fetch(`${own}/`);
    expect(head.headers.get("set-cookie")).toBeNull();
  });

  test("[W3] nothing is compressed, a frame has at most 64 KiB, a batch is limited", async () => {
    await using server = await temporaryServer();
    const { port } = server;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc`, { perMessageDeflate: true });
    await once(socket, "open");
    expect(socket.extensions).toBe("");
    socket.send("x".repeat(65_537));
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(1009);
    await using anna = await Person.come(server);
    expect(anna.welcome.limits).toMatchObject({ frame_bytes: 65_536, batch: 32 });
  });

  test("[W4] hostile headers and first messages end in a refusal, and the server goes on", async () => {
    await using server = await temporaryServer();
    const { port } = server;
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`X-H-${index}`, "1"]));
    for (const headers of [
      many,
      { "X-Big": "x".repeat(65_536) },
      { "Sec-WebSocket-Protocol": `a${" ".repeat(8000)}b` },
      { "Sec-WebSocket-Extensions": `permessage-deflate;${" ;".repeat(4000)}` },
    ])
      expect(await upgrade(port, headers)).toBeLessThan(600);
    for (const first of ["null", "[]", "1", '"x"', "{", "[[[[", '{"__proto__":1}', "\u0000"]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
      await once(socket, "open");
      socket.send(first);
      socket.send('{"id":1,"method":"query","params":{"path":"room.list"}}');
      socket.once("error", () => undefined);
      setTimeout(() => socket.terminate(), 300);
      await once(socket, "close");
    }
    await using anna = await Person.come(server);
    expect(await anna.ask("room.list")).toHaveLength(1);
  });
});

const secret = "никому об этом";
const nowhere = "~другая-0123456789ab";

/** How an outsider would ask each procedure for a room; `none` for those that are of no room at all. */
const askedFor: Readonly<Record<string, "none" | ((room: string) => object)>> = {
  "account.register": "none",
  "account.login": "none",
  "account.logout": "none",
  "account.password": "none",
  "account.sessions": "none",
  "account.end": "none",
  "account.redeem": "none",
  "account.invitation": "none",
  "events.follow": "none",
  "events.signals": "none",
  "message.send": (room) => ({ id: "x-1", room, text: "подслушано" }),
  "message.remove": (room) => ({ room, seq: 5 }),
  "moderation.kick": (room) => ({ room, name: "Анна" }),
  "moderation.ban": "none",
  "moderation.unban": "none",
  "moderation.mute": (room) => ({ room, name: "Анна" }),
  "moderation.unmute": (room) => ({ room, name: "Анна" }),
  "moderation.slow": (room) => ({ room, seconds: 1 }),
  "moderation.role": (room) => ({ room, name: "Анна", role: "owner" }),
  "room.list": "none",
  "room.directory": "none",
  "room.history": (room) => ({ room }),
  "room.join": (room) => ({ room }),
  "room.create": "none",
  "room.title": (room) => ({ room, title: "моя" }),
  "room.archive": (room) => ({ room }),
  "room.invite": (room) => ({ room, name: "Борис" }),
  "room.leave": (room) => ({ room }),
  "room.topic": (room) => ({ room, topic: "моя" }),
  "room.direct": "none",
  "room.members": (room) => ({ room }),
  "server.time": "none",
  "session.rename": "none",
  "session.speak": "none",
  "session.typing": (room) => ({ room, typing: true }),
  "session.presence": "none",
  "session.quit": "none",
};

/** What an outsider types for each command of the table that can name a room; `here` for those about the current one. */
const typedFor: Readonly<Record<string, "here" | ((room: string) => string)>> = {
  ...Object.fromEntries(Object.keys(commandTable).map((name) => [name, "here" as const])),
  join: (room) => `/join ${room}`,
  who: (room) => `/who ${room}`,
  part: (room) => `/part ${room}`,
};
/** Commands that somebody has looked at: each is about the current room, about no room, or named above. */
const looked =
  "help nick who rooms join part topic msg me history since time lang echo ping create title archive invite register login logout password sessions redeem invitation kick ban unban mute unmute slow role delete quit";

describe("rooms", () => {
  test("[W5] nothing of a private room can be got by an outsider through any procedure, whatever role they have", async () => {
    expect(Object.keys(procedures).sort()).toEqual(Object.keys(askedFor).sort());
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await makeOwner(server, boris);
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    const direct = (await anna.ask("room.direct", { name: "Client_1" }).catch(() => undefined)) as undefined;
    expect(direct).toBeUndefined();
    for (const [path, input] of Object.entries(askedFor)) {
      if (input === "none") continue;
      const [there, absent] = [
        await boris.ask(path, input(room)).catch((error: Error) => error.message.replace(room, "…")),
        await boris.ask(path, input(nowhere)).catch((error: Error) => error.message.replace(nowhere, "…")),
      ];
      expect([path, there]).toEqual([path, absent]);
      expect([path, there]).toEqual([path, expect.stringContaining("Комнаты … для вас нет")]);
    }
    await boris.ask("room.list");
    await boris.ask("room.directory");
    await using late = await Person.come(
      server,
      { token: boris.welcome.token },
      { after: { log: boris.welcome.log, seq: 0 } },
    );
    await late.say("конец");
    await late.hears("конец");
    for (const person of [boris, late]) {
      const got = person.frames.filter((frame) => !frame.includes('"error"')).join("\n");
      expect(got).not.toContain(secret);
      expect(got).not.toContain(room);
    }
  });

  test("[W5] nor through any command, any cursor or any count of either text gateway", async () => {
    expect(Object.keys(commandTable).join(" ")).toBe(looked);
    expect(Object.keys(typedFor).sort()).toEqual(looked.split(" ").sort());
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    for (const connectText of [WebSocketClient, TcpClient]) {
      await using boris = await connectText.connect(server, { name: "Борис" });
      for (const input of Object.values(typedFor)) {
        if (input === "here") continue;
        const there = await boris.ask(input(room), "Ошибка");
        const absent = await boris.ask(input(nowhere), "Ошибка");
        expect(there.replace(room, "…")).toBe(absent.replace(nowhere, "…"));
      }
      await boris.ask("/since 0", "Анна");
      await boris.ask("/history 200", "Последнее");
      await boris.ask("/rooms", "комнат");
      await boris.ask("/ping", "отвечает");
      const got = boris.lines.filter((line) => !line.startsWith("Ошибка")).join("\n");
      expect(got).not.toContain(secret);
      expect(got).not.toContain(room);
    }
  });

  test("[W5] who is invited reads from there on, never what was before", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    await anna.ask("room.invite", { room, name: "Борис" });
    await anna.say("добро пожаловать", room);
    await boris.hears("добро пожаловать");
    await boris.ask("room.history", { room });
    await using again = await Person.come(server, { token: boris.welcome.token });
    await again.hears("добро пожаловать");
    for (const person of [boris, again]) expect(person.frames.join("")).not.toContain(secret);
  });

  test("[W6] after a removal not one later record comes: live, resumed, in history or in lines", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await using line = await WebSocketClient.connect(server, { name: "Вера" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    for (const name of ["Борис", "Вера"]) await anna.ask("room.invite", { room, name });
    await anna.say("пока вместе", room);
    await boris.hears("пока вместе");
    await line.sees("пока вместе");
    const cursor = { log: boris.welcome.log, seq: boris.records.at(-1)?.seq ?? 0 };
    const said: Promise<unknown>[] = [];
    for (let count = 0; count < 30; count += 1) said.push(anna.say(`до ${count}`, room));
    for (const name of ["Борис", "Вера"])
      said.push(anna.ask("moderation.kick", { room, name, reason: "шумно" }));
    for (let count = 0; count < 30; count += 1) said.push(anna.say(`около ${count}`, room));
    await Promise.all(said);
    for (let count = 0; count < 30; count += 1) await anna.say(`${secret} ${count}`, room);
    await until(
      () => "the removal",
      () => boris.records.find(({ type, client_id }) => type === "left" && client_id === boris.id),
    );
    await anna.say("всем в общей");
    await boris.hears("всем в общей");
    await line.sees("всем в общей");
    await using resumed = await Person.come(server, { token: boris.welcome.token }, { after: cursor });
    await resumed.hears("всем в общей");
    expect(await refusalOf(boris.ask("room.history", { room }))).toBe("unknown-room");
    for (const person of [boris, resumed]) expect(person.frames.join("")).not.toContain(secret);
    expect(line.lines.join("\n")).not.toContain(secret);
    const removal = boris.records.find(({ type, client_id }) => type === "left" && client_id === boris.id);
    for (const person of [boris, resumed]) {
      const later = person.records.filter(({ seq }) => seq > (removal?.seq ?? 0));
      expect(later.filter((record) => record.room === room)).toEqual([]);
    }
    expect((await server.records()).filter(({ type }) => type === "moderated")).toMatchObject([
      { action: "kick", reason: "шумно", by: anna.id },
      { action: "kick", reason: "шумно", by: anna.id },
    ]);
  });
});

describe("limits", () => {
  test("[W7] a flood is refused with the time to wait, then closed; the others are not", async () => {
    const rates = {
      ...defaultRates,
      messages: { perSecond: 5, burst: 10 },
      refusals: { perSecond: 0.1, burst: 20 },
    };
    await using server = await temporaryServer({ rates });
    const flood = await Person.come(server, { name: "Борис" });
    await using anna = await Person.come(server, { name: "Анна" });
    const all = await Promise.allSettled(Array.from({ length: 25 }, (_, index) => flood.say(`${index}`)));
    expect(all.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(10);
    expect(flood.refusals[0]?.data.beseda).toEqual({ code: "rate", retryAfterMs: expect.any(Number) });
    await anna.say("не мешает");
    await anna.hears("не мешает");
    void Promise.allSettled(Array.from({ length: 100 }, (_, index) => flood.say(`ещё ${index}`)));
    expect((await flood.closed).code).toBe(4029);
  });

  test("[W7] every command that comes too fast is refused in the same words, by the short way and by the long one", async () => {
    const rates = { ...defaultRates, commands: { perSecond: 0.001, burst: 2 } };
    await using server = await temporaryServer({ rates });
    await using anna = await Person.come(server, { name: "Анна", locale: "ru" });
    await anna.ask("room.list");
    // In one turn of the event loop what comes behind a long way goes it too.
    const refused = await Promise.allSettled([
      anna.ask("room.topic", { room: "lobby", topic: "раз" }),
      anna.ask("room.list"),
      anna.ask("session.typing", { room: "lobby", typing: true }),
      anna.ask("account.sessions"),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
    const [topic, list, typing] = anna.refusals;
    for (const refusal of [topic, list, typing]) {
      expect(refusal).toMatchObject({
        message: expect.stringMatching(/^Слишком/u),
        data: { code: "TOO_MANY_REQUESTS", httpStatus: 429, beseda: { code: "rate" } },
      });
    }
    await anna.say("говорить можно");
    await anna.hears("говорить можно");
  });

  test("[W7] one client has one bucket, over all its connections; lines are waited for, not refused", async () => {
    const rates = { ...defaultRates, messages: { perSecond: 50, burst: 3 } };
    let stopped: number | undefined;
    const clock = { now: () => Date.now(), elapsed: () => stopped ?? performance.now() };
    await using server = await temporaryServer({ rates, clock });
    await using one = await Person.come(server, { name: "Анна" });
    await using other = await Person.come(server, { token: one.welcome.token });
    stopped = clock.elapsed();
    const all = await Promise.allSettled(
      [one, other, one, other, one, other].map((person) => person.say("раз")),
    );
    expect(all.filter(({ status }) => status === "rejected")).toHaveLength(3);
    stopped = undefined;
    await using line = await TcpClient.connect(server, { name: "Вера" });
    line.type(...Array.from({ length: 12 }, (_, index) => `строка ${index}.`));
    await line.sees("Вера: строка 11.");
    expect(line.lines.filter((text) => text.startsWith("Ошибка"))).toEqual([]);
  });

  test.each([WebSocketClient, TcpClient])(
    "[W7] commands in lines, and what is mistyped, are waited for like messages (%#)",
    async (connectText) => {
      // The next one would be due in a quarter of an hour.
      const rates = { ...defaultRates, commands: { perSecond: 0.001, burst: 4 } };
      await using server = await temporaryServer({ rates });
      await using boris = await connectText.connect(server);
      boris.type("/nick Борис", "/ping", "/jion", "/ping", "/ping", "/nick Вор");
      const answers = (): number => boris.lines.filter((line) => line.includes("отвечает")).length;
      await until(
        () => "two answers",
        () => answers() === 2,
      );
      await using anna = await Person.come(server, { name: "Анна" });
      await anna.say("слышно?");
      await boris.sees("слышно?");
      expect(answers()).toBe(2);
      boris.vanish();
      await until(
        () => "the end of who waits",
        async () =>
          (await server.records()).some(
            ({ type, client_id }) => type === "disconnected" && client_id === "Client_1",
          ),
      );
    },
  );

  test("[W7] one address does not come and go without end, and others come meanwhile", async () => {
    const rates = { ...generousRates, arrivals: { perSecond: 0.01, burst: 3 } };
    const settings = { maxConnectionsPerAddress: 3, trustProxy: ["loopback"] };
    await using server = await temporaryServer({ rates, settings });
    const from = (address: string): Promise<number> =>
      upgrade(server.port, { "X-Forwarded-For": address }, "/");
    for (let count = 0; count < 3; count += 1) expect(await from("198.51.100.7")).toBe(101);
    await until(
      () => "the end of all three",
      async () => (await endsIn(server)).length === 3,
    );
    expect(await from("198.51.100.7")).toBe(429);
    expect(await from("203.0.113.5")).toBe(101);
  });

  test("[W7] [W4] plain connections of one address are counted, and those of a WebSocket are not plain", async () => {
    await using server = await temporaryServer({ settings: { maxConnectionsPerAddress: 3 } });
    const idle = Array.from({ length: 3 }, () => connect(server.port, "127.0.0.1"));
    await Promise.all(idle.map((socket) => once(socket, "connect")));
    await closeOf(connect(server.port, "127.0.0.1"));
    for (const socket of idle) socket.destroy();
    const isWell = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${server.port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(() => "a free place", isWell);
    await using _first = await Person.come(server);
    await using _second = await Person.come(server);
    await using _third = await Person.come(server);
    expect(await isWell()).toBe(true);
  });

  test.each([
    ["the head", "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: "],
    ["the body", "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx"],
    ["even a first byte", ""],
  ])("[W4] who sends %s of a request too slowly is closed, whatever trickles", async (_part, begun) => {
    await using server = await temporaryServer({ slowestHeadMs: 1000 });
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    socket.write(begun);
    const trickle = setInterval(() => begun && socket.write("x"), 20);
    await closeOf(socket);
    clearInterval(trickle);
    expect((await fetch(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
  });

  test("[W4] who is refused, goes on sending and does not close is closed", async () => {
    await using server = await temporaryServer();
    const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
    let answer = "";
    socket.on("error", () => undefined).on("data", (bytes) => (answer += String(bytes)));
    socket.write("GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const trickle = setInterval(() => socket.write("x"), 20);
    await closeOf(socket);
    clearInterval(trickle);
    expect(answer).toContain("404 Not Found");
  });

  test("[W7] [X4] requests of one address have a rate; who is too fast is told when to come again", async () => {
    const rates = { ...generousRates, requests: { perSecond: 0.01, burst: 2 } };
    await using server = await temporaryServer({ rates, settings: { trustProxy: ["loopback"] } });
    const ask = (address: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}/health`, { headers: { "X-Forwarded-For": address } });
    const answers = [await ask("198.51.100.7"), await ask("198.51.100.7"), await ask("198.51.100.7")];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answers[2]?.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await ask("203.0.113.5")).status).toBe(200);
  });

  test("[W7] one address has so many connections and no more, on all ports together", async () => {
    await using server = await temporaryServer({ settings: { maxConnectionsPerAddress: 3 } });
    await using first = await Person.come(server);
    await using second = await WebSocketClient.connect(server);
    await using third = await TcpClient.connect(server);
    expect(await upgrade(server.port, {})).toBe(429);
    const socket = connect({ port: server.tcpPort, host: "127.0.0.1" });
    socket.setEncoding("utf8");
    const [line] = (await once(socket, "data")) as [string];
    expect(line).toContain("слишком много подключений");
    third.vanish();
    await third.closed;
    await until(
      () => "a free place",
      async () => (await upgrade(server.port, {})) === 101,
    );
    expect([first.isClosed, second.isClosed]).toEqual([false, false]);
  });
});

describe("transport, secrets and the audit", () => {
  test("[T1] HTTP on the TCP port is refused at once, a line has its limit, and floods are slowed like anywhere", async () => {
    await using server = await temporaryServer();
    const http = connect({ port: server.tcpPort, host: "127.0.0.1" });
    http.setEncoding("utf8").write("POST / HTTP/1.1\r\nHost: x\r\n\r\n/nick вор\r\n");
    const [answer] = (await once(http, "data")) as [string];
    expect(answer).toContain("400 Bad Request");
    await once(http, "close");
    const long = connect({ port: server.tcpPort, host: "127.0.0.1" });
    long.on("error", () => undefined).resume();
    long.write("x".repeat(70_000));
    await once(long, "close");
    expect((await server.records()).some(({ message }) => message.includes("вор"))).toBe(false);
  });

  test("[T1] [X4] with a certificate all ports speak TLS, browsers are told to keep to it, and the key is nobody else's to read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "beseda-tls-"));
    const settings = { tlsCert: join(folder, "cert.pem"), tlsKey: join(folder, "key.pem") };
    await writeFile(settings.tlsCert, testCertificate);
    await writeFile(settings.tlsKey, testKey, { mode: 0o644 });
    await expect(temporaryServer({ settings })).rejects.toThrow("chmod 600");
    await chmod(settings.tlsKey, 0o600);
    await using server = await temporaryServer({ settings });
    const trusted = { ca: testCertificate, host: "127.0.0.1" };
    const line = connectTls({ ...trusted, port: server.tcpPort });
    line.setEncoding("utf8");
    const [greeting] = (await once(line, "data")) as [string];
    expect(greeting).toContain("Добро пожаловать");
    line.destroy();
    const socket = new WebSocket(`wss://127.0.0.1:${server.port}/`, { ca: testCertificate });
    const [hello] = (await once(socket, "message")) as [Buffer];
    expect(hello.toString()).toContain("Добро пожаловать");
    socket.terminate();
    const request = get({ ...trusted, port: server.port, path: "/health" });
    const [response] = (await once(request, "response")) as [
      { headers: Record<string, string>; resume(): void },
    ];
    expect(response.headers["strict-transport-security"]).toContain("max-age=");
    response.resume();
    const plain = connect({ port: server.tcpPort, host: "127.0.0.1" });
    let heard = "";
    plain.on("error", () => undefined).on("data", (bytes) => (heard += String(bytes)));
    plain.write("привет\n");
    await once(plain, "close");
    expect(heard).not.toContain("Добро");
    await rm(folder, { recursive: true });
  });

  test("[S2] where somebody comes from is believed of a trusted proxy only", async () => {
    const addressSeen = async (trustProxy: string[], forwarded: string): Promise<string> => {
      await using server = await temporaryServer({ settings: { trustProxy } });
      await using anna = new Person(server, {}, { "X-Forwarded-For": forwarded });
      await anna.opened();
      const [login] = (await anna.ask("account.sessions")) as { address: string }[];
      return login?.address ?? "";
    };
    expect(await addressSeen([], "198.51.100.7")).toBe("127.0.0.1");
    expect(await addressSeen(["10.0.0.0/8"], "198.51.100.7")).toBe("127.0.0.1");
    expect(await addressSeen(["loopback"], "198.51.100.7")).toBe("198.51.100.7");
    expect(await addressSeen(["loopback", "10.0.0.0/8"], "6.6.6.6, 198.51.100.7, 10.0.0.1")).toBe(
      "198.51.100.7",
    );
  });

  test("[S3] secrets are 0600 in a folder 0700, and a server does not start where others can read them", async () => {
    await using server = await temporaryServer();
    const { data } = server;
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    for (const name of (await readdir(data)).filter((file) => file.startsWith("identity")))
      expect([name, (await stat(join(data, name))).mode & 0o077]).toEqual([name, 0]);
    const folder = await mkdtemp(join(tmpdir(), "beseda-exposed-"));
    await chmod(folder, 0o755);
    expect(() => openIdentity({ data: folder, log: "log", now: () => 0 })).toThrow("chmod 700");
    await rm(folder, { recursive: true });
  });

  test.skipIf(process.platform === "win32")(
    "[S3] the log and all that lies in data are 0600, while the server runs and after it",
    async () => {
      const server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await anna.say("никому на этой машине");
      const log = join(dirname(server.data), "messages.json");
      const modes = async (): Promise<Record<string, string>> => {
        const files = (await readdir(server.data)).map((name) => join(server.data, name));
        const stats = [log, ...files].map(async (path) => {
          const { mode } = await stat(path);
          return [basename(path), (mode & 0o777).toString(8)] as const;
        });
        return Object.fromEntries(await Promise.all(stats));
      };
      const running = await modes();
      await server.stop();
      const stopped = await modes();
      expect(running).toMatchObject({ "messages.json": "600", "identity.sqlite": "600" });
      expect(stopped).toMatchObject({ "messages.json": "600", "identity.sqlite": "600" });
      for (const mode of Object.values({ ...running, ...stopped })) expect(mode).toBe("600");
      await server[Symbol.asyncDispose]();
    },
  );

  test("[S5] logins, refusals, roles and bans are in the diary: who and whom, nothing that was said, no address in the log", async () => {
    const diary: string[] = [];
    const logger = pino({ level: "info" }, { write: (line: string) => void diary.push(line) });
    await using server = await temporaryServer({ logger });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    const boris = await Person.come(server, { name: "Борис" });
    await boris.ask("account.register", { password });
    await refusalOf(boris.ask("account.login", { name: "Анна", password: "не тот" }));
    await boris.say(secret);
    await anna.ask("moderation.role", { room: "lobby", name: "Борис", role: "moderator" });
    await anna.ask("moderation.ban", {
      name: "Борис",
      scope: "address",
      lasts_ms: 60_000,
      reason: "реклама",
    });
    await boris.closed;
    const audited = diary.flatMap((line) => (JSON.parse(line) as { audit?: string }).audit ?? []);
    expect(audited).toEqual(
      expect.arrayContaining([
        "registered",
        "login refused",
        "role given by invitation",
        "role given",
        "banned",
      ]),
    );
    expect(diary.join("")).not.toContain(secret);
    expect(diary.join("")).not.toContain(password);
    expect(JSON.stringify(await server.records())).not.toContain("127.0.0.1");
  });

  test("[X3] [X4] every answer has a strict policy for its content and the headers that browsers ask for", async () => {
    await using server = await temporaryServer();
    for (const path of ["/", "/health", "/nothing"]) {
      const { headers } = await fetch(`http://127.0.0.1:${server.port}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self';",
        "require-trusted-types-for 'script'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain("unsafe-inline");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });
});
