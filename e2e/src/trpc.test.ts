import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { StockClient } from "./harness/stock-client.ts";
import { until } from "./harness/until.ts";

describe.each(["hub", "pull"])("the stock tRPC client, records by %s", (fanout) => {
  const start = (folder: string, port = 0): Promise<ServerProcess> =>
    ServerProcess.start({ folder, port, arguments: ["--fanout", fanout] });

  test("[SES-1] is greeted, and the others get a notice with its name", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна", locale: "ru" });
    const welcome = await anna.follow();
    expect(welcome).toMatchObject({
      message: "Добро пожаловать в чат!",
      client_id: "Client_1",
      name: "Анна",
      locale: "ru",
      resumed: false,
      rooms: [{ room: "lobby", members: 1 }],
    });
    expect(welcome.limits.message_characters).toBe(4000);

    await using boris = new StockClient(server.url, { name: "Борис" });
    await boris.follow();
    await until("the notice of Борис", () =>
      anna.records.find((record) => record.type === "connected" && record.name === "Борис"),
    );
  });

  test("[SES-2] [DEL-1] a message is acknowledged, heard by all, and the same id is one record", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    await using boris = new StockClient(server.url, { name: "Борис" });
    await anna.follow();
    await boris.follow();

    const first = await anna.say("Привет!", "m-1");
    expect(first.duplicate).toBe(false);
    await boris.hears("Привет!");
    await anna.hears("Привет!");

    expect(await anna.say("Привет!", "m-1")).toEqual({ ...first, duplicate: true });
    await expect(anna.say("Другое", "m-1")).rejects.toMatchObject({
      data: { beseda: { code: "id-conflict" } },
    });
    const both = await Promise.all([anna.say("Раз", "m-2"), anna.say("Раз", "m-2")]);
    expect(both.filter(({ duplicate }) => duplicate)).toHaveLength(1);
    expect(both[0].seq).toBe(both[1].seq);

    const records = await server.records();
    expect(records.filter(({ type }) => type === "message")).toHaveLength(2);
  });

  test("[SES-3] a newcomer gets the last 50 records of the lobby, then what comes, without gap or repeat", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    await anna.follow();
    for (let count = 1; count <= 60; count += 1) await anna.say(`сообщение ${count}`);

    await using boris = new StockClient(server.url, { name: "Борис" });
    const talking = (async () => {
      for (let count = 61; count <= 120; count += 1) await anna.say(`сообщение ${count}`);
    })();
    await boris.follow();
    await talking;
    await boris.hears("сообщение 120");

    const seqs = boris.records.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
    expect(seqs.length).toBeGreaterThanOrEqual(50);
    const chain = boris.records.map((record) => ("prev" in record ? record.prev : undefined));
    expect(chain.slice(1)).toEqual(seqs.slice(0, -1));
  });

  test("[DEL-3] [LOG-8] a cursor is resumed gapless; one of another log or of the future is answered by a reset", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    const { log } = await anna.follow();
    const { seq } = await anna.say("раз");
    await anna.say("два");

    await using boris = new StockClient(server.url, { name: "Борис" });
    expect(await boris.follow({ after: { log, seq } })).toMatchObject({ resumed: true, seq });
    await boris.hears("два");
    expect(boris.said).not.toContain("раз");

    await using vera = new StockClient(server.url);
    expect(await vera.follow({ after: { log: "another", seq } })).toMatchObject({
      resumed: false,
      reset: "other-log",
    });
    await using future = new StockClient(server.url);
    expect(await future.follow({ after: { log, seq: 1e6 } })).toMatchObject({
      resumed: false,
      reset: "future-cursor",
    });
  });

  test("[DEL-3] a server that restarts is resumed from, with nothing lost or repeated", async () => {
    await using folder = await temporaryFolder();
    const first = await start(folder.path);
    const { port } = first;
    await using anna = new StockClient(first.url, { name: "Анна" });
    await anna.follow();
    await anna.say("до");
    expect(await first.stop()).toBe(0);
    const close = await until("the close", () => anna.closes[0]);
    expect(close.code).toBe(1012);
    expect(close.reason).toMatch(/; retry-after-ms=\d+$/u);

    await using _second = await start(folder.path, port);
    await until("the second greeting", () => anna.welcomes[1]);
    expect(anna.welcomes[1]).toMatchObject({ resumed: true });
    await anna.say("после");
    await anna.hears("после");
    expect(anna.said).toEqual(["до", "после"]);
    const seqs = anna.records.map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  });

  test("[DEL-2] a room can be joined and talked in without waiting, in one frame or in two", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    await anna.follow();
    const talk = (id: string) => anna.api.message.send.mutate({ id, room: "книги", text: id });
    const [, first] = await Promise.all([anna.api.room.join.mutate({ room: "книги" }), talk("1")]);
    expect(first.duplicate).toBe(false);
    await anna.api.room.leave.mutate({ room: "книги" });
    const joining = anna.api.room.join.mutate({ room: "книги" });
    await Promise.resolve();
    await Promise.all([joining, talk("2")]);
    expect((await server.records()).filter(({ type }) => type === "message")).toHaveLength(2);
  });

  test("[DEL-7] typing and presence reach the others, leave no trace in the log, and cost the feed no id", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    await using boris = new StockClient(server.url, { name: "Борис" });
    const { client_id } = await anna.follow();
    await boris.follow();
    const signals = await boris.signals();
    await anna.api.session.typing.mutate({ room: "lobby", typing: true });
    await until("the typing of Анна", () => signals.find(({ kind }) => kind === "typing"));
    await anna.api.session.presence.mutate({ presence: "away" });
    await until("the absence of Анна", () => signals.find(({ kind }) => kind === "presence"));
    expect(signals[0]).toEqual({
      kind: "typing",
      client_id,
      name: "Анна",
      room: "lobby",
      typing: true,
    });
    expect(boris.ids.every((id) => /^[wn]?\d+@/u.test(id))).toBe(true);
    expect((await server.records()).map(({ type }) => type)).toEqual([
      "server-started",
      "connected",
      "connected",
    ]);
  });

  test("a room that somebody joins is followed from then on, and not after leaving", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    await using boris = new StockClient(server.url, { name: "Борис" });
    await anna.follow();
    await boris.follow();
    await anna.api.room.join.mutate({ room: "книги" });
    await expect(boris.api.room.history.query({ room: "книги" })).rejects.toMatchObject({
      data: { beseda: { code: "not-a-member" } },
    });
    await boris.api.room.join.mutate({ room: "книги" });
    await anna.api.message.send.mutate({ id: "k-1", room: "книги", text: "Что читаете?" });
    await boris.hears("Что читаете?");
    await boris.api.room.leave.mutate({ room: "книги" });
    await until("the own leaving", () => boris.records.find(({ type }) => type === "left"));
    await anna.api.message.send.mutate({ id: "k-2", room: "книги", text: "Тишина…" });
    await anna.say("конец");
    await boris.hears("конец");
    expect(boris.said).not.toContain("Тишина…");
  });
});

describe("the stock tRPC client, however records reach it", () => {
  const start = (folder: string): Promise<ServerProcess> => ServerProcess.start({ folder });

  test("[SES-4] quit ends with the farewell, code 1000 and one record", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна", locale: "ru" });
    await anna.follow();
    expect(await anna.api.session.quit.mutate()).toEqual({
      code: 1000,
      message: "Сессия завершена. До свидания!",
    });
    await until("the close", () => anna.closes[0]);
    expect(anna.closes[0]).toEqual({ code: 1000, reason: "Сессия завершена. До свидания!" });

    const [end, ...more] = (await server.records()).filter(({ type }) => type === "disconnected");
    expect(end).toMatchObject({
      code: 1000,
      status: "normal",
      name: "Анна",
      message: "Сессия завершена. До свидания!",
    });
    expect(more).toEqual([]);
  });

  test("[SES-5] [LOG-9] a server that was killed closes its sessions at the next start", async () => {
    await using folder = await temporaryFolder();
    const first = await start(folder.path);
    await using anna = new StockClient(first.url, { name: "Анна" });
    await anna.follow();
    await anna.say("последнее");
    first.program.kill("SIGKILL");
    await first.program.exited();
    await anna.close();

    await using second = await start(folder.path);
    const records = await second.records();
    expect(records.findLast(({ type }) => type === "disconnected")).toMatchObject({
      status: "server-crashed",
      name: "Анна",
      last_seen: records.find(({ message }) => message === "последнее")?.time,
    });
  });

  test("a connection has so many subscriptions and no more", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна" });
    const { limits } = await anna.follow();
    for (let count = 1; count < limits.subscriptions; count += 1) await anna.signals();
    await anna.say("Всё ещё здесь");
    const refused = Promise.withResolvers<unknown>();
    anna.api.events.signals.subscribe(undefined, { onError: refused.resolve });
    expect(await refused.promise).toMatchObject({ data: { beseda: { code: "too-many-subscriptions" } } });
  });

  test("a refusal is one sentence in the session's language", async () => {
    await using folder = await temporaryFolder();
    await using server = await start(folder.path);
    await using anna = new StockClient(server.url, { name: "Анна", locale: "ru" });
    await anna.follow();
    await expect(anna.api.message.send.mutate({ id: "x", room: "nowhere", text: "?" })).rejects.toMatchObject(
      {
        message: "Комнаты #nowhere для вас нет. Какие есть, покажет /rooms.",
        data: { beseda: { code: "unknown-room" } },
      },
    );
    await expect(anna.say("я".repeat(4001))).rejects.toMatchObject({
      data: { beseda: { code: "bad-input" } },
    });
    await expect(anna.say("я".repeat(4001))).rejects.not.toHaveProperty("data.stack");
    await using boris = new StockClient(server.url, { name: "анна" });
    expect((await boris.follow()).name).toBe("анна-2");
    await expect(boris.api.session.rename.mutate({ name: "АННА" })).rejects.toMatchObject({
      data: { beseda: { code: "name-taken" } },
    });
    expect(await boris.api.session.rename.mutate({ name: "Борис" })).toEqual({ name: "Борис" });
  });
});

describe("the server as a program", () => {
  test("tells its health", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const answer = await fetch(`${server.url}/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      name: "beseda",
      seq: 1,
      sessions: 0,
      ports: { http: server.port },
    });
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "[SES-7] ends cleanly with %s and leaves valid JSON with the four fields in each record",
    async (signal) => {
      await using folder = await temporaryFolder();
      await using server = await ServerProcess.start({ folder: folder.path });
      await using anna = new StockClient(server.url, { name: "Анна" });
      await anna.follow();
      expect(await server.stop(signal)).toBe(0);
      const records = await server.records();
      expect(records.map(({ type }) => type)).toEqual([
        "server-started",
        "connected",
        "disconnected",
        "server-stopped",
      ]);
      expect(records[2]).toMatchObject({ status: "server-stopped", code: 1012 });
      for (const { time, client_id, sender, message } of records) {
        for (const field of [time, client_id, sender, message]) expect(field).toEqual(expect.any(String));
      }
    },
  );

  test.each([
    [["--prot", "1"], /^Параметра --prot нет\. Может быть, --port\?/u],
    [["--port", "eight"], /^--port: нужно целое число/u],
    [["--host", "203.0.113.7"], /^У этой машины нет адреса 203\.0\.113\.7/u],
    [["--host", "203.0.113.7", "--locale", "en"], /^This machine has no address 203\.0\.113\.7/u],
    [["--log", "/proc/none/messages.json"], /\/proc\/none/u],
    [["--locale", "fr"], /ru, en\./u],
  ])("says in one sentence what is wrong with %j", async (wrong, sentence) => {
    await using folder = await temporaryFolder();
    const { Program } = await import("./harness/program.ts");
    const files = ["--log", `${folder.path}/messages.json`, "--data", `${folder.path}/data`, "--port", "0"];
    await using program = new Program(["apps/server/src/start.js", ...files, "--tcp-port", "off", ...wrong]);
    expect(await program.exited()).not.toBe(0);
    expect(program.errors).toMatch(sentence);
    expect(program.errors).not.toMatch(/^\s+at /mu);
  });

  test("says which port is busy", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const { Program } = await import("./harness/program.ts");
    const files = [
      "--log",
      `${folder.path}/b.json`,
      "--data",
      `${folder.path}/b`,
      "--port",
      String(server.port),
    ];
    await using program = new Program(["apps/server/src/start.js", ...files, "--tcp-port", "off"]);
    expect(await program.exited()).toBe(69);
    expect(program.errors).toContain(String(server.port));
    expect(program.errors).toContain("занят");
    expect(program.errors).not.toMatch(/^\s+at /mu);
  });
});
