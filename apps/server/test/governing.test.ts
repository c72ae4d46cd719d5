import { describe, expect, test } from "vitest";
import { openIdentity } from "../src/identity/identity.ts";
import { makeOwner, Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../testing/text-client.ts";

const password = "очень длинный пароль";

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "nothing was refused",
    (error: unknown) =>
      (error as { data?: { beseda?: { code?: string } } }).data?.beseda?.code ?? String(error),
  );

describe("moderation", () => {
  test("[W5] a message that was taken back is read by nobody any more; its place stays", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const { seq } = (await anna.say("сказано в сердцах")) as { seq: number };
    await anna.say("дальше");
    await using boris = await Person.come(server, { name: "Борис" });
    await boris.hears("сказано в сердцах");
    expect(await codeOf(boris.ask("message.remove", { room: "lobby", seq }))).toBe("not-permitted");
    await anna.ask("message.remove", { room: "lobby", seq });
    await using late = await WebSocketClient.connect(server, { name: "Вера" });
    await late.sees("дальше");
    await late.ask("/since 0", "дальше");
    expect(late.lines.join("\n")).not.toContain("в сердцах");
    const { events } = (await boris.ask("room.history", { room: "lobby" })) as {
      events: { seq: number; message: string; deleted?: true }[];
    };
    expect(events.find((event) => event.seq === seq)).toMatchObject({ message: "", deleted: true });
  });

  test("[W5] who is muted reads and does not write, for as long as was said, and sees why", async () => {
    let now = Date.now();
    const clock = { now: () => now, elapsed: () => performance.now() };
    await using server = await temporaryServer({ clock });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    await using boris = await TcpClient.connect(server, { name: "Борис" });
    await anna.ask("moderation.mute", { room: "lobby", name: "Борис", lasts_ms: 60_000, reason: "шумно" });
    await boris.sees("лишает слова: Борис");
    await boris.ask("можно?", /Ошибка: Вам нельзя писать здесь до .*: шумно/u);
    now += 61_000;
    expect(await boris.ask("а теперь?", "Борис: а теперь?")).not.toContain("Ошибка");
  });

  test("[W5] who is muted has no other words there either: no topic, no new name, no last words", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    const boris = await Person.come(server, { name: "Борис" });
    await anna.ask("moderation.mute", { room: "lobby", name: "Борис" });
    expect(await codeOf(boris.ask("room.topic", { room: "lobby", topic: "а я скажу" }))).toBe("muted");
    expect(await codeOf(boris.ask("session.rename", { name: "А Я Скажу" }))).toBe("muted");
    await boris.ask("session.quit", { farewell: "а я скажу" });
    await boris.closed;
    await anna.hears("Сессия завершена. До свидания!");
    expect(JSON.stringify(await server.records())).not.toMatch(/я скажу/iu);
  });

  test("[IDN-11] links that somebody has made are no longer valid when they are banned or become less", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    await using vera = await Person.come(server, { name: "Вера" });
    await vera.ask("account.register", { password });
    const linkOf = async (person: Person, path: string, input: object): Promise<string> => {
      const { link } = (await person.ask(path, input)) as { link: string };
      return link.split("=")[1] ?? "";
    };
    const role = async (name: string, role: string): Promise<unknown> =>
      anna.ask("moderation.role", { room: "lobby", name, role });
    const kept = await linkOf(anna, "account.invitation", { role: "moderator", uses: 9 });
    for (const [name, end] of [
      ["Борис", () => role("Борис", "member")],
      ["Глеб", () => anna.ask("moderation.ban", { name: "Глеб" })],
    ] as const) {
      await using admin = await Person.come(server, { name });
      await admin.ask("account.register", { password });
      await role(name, "admin");
      const invitation = await linkOf(admin, "account.invitation", { role: "moderator", uses: 9 });
      const reset = await linkOf(admin, "account.reset", { name: "Вера" });
      await role(name, "admin");
      await end();
      expect(await codeOf(vera.ask("account.redeem", { invitation }))).toBe("bad-invitation");
      await using guest = await Person.come(server);
      expect(await codeOf(guest.ask("account.recover", { reset, password: "захвачено давно" }))).toBe(
        "bad-reset",
      );
    }
    await vera.ask("account.redeem", { invitation: kept });
  });

  test("[W7] slow mode: one message in so many seconds, moderators excepted", async () => {
    let elapsed = 1e6;
    const clock = { now: () => 1_795_255_200_000 + elapsed, elapsed: () => elapsed };
    await using server = await temporaryServer({ clock });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    await using boris = await Person.come(server, { name: "Борис" });
    await anna.ask("moderation.slow", { room: "lobby", seconds: 30 });
    await boris.say("раз");
    expect(await codeOf(boris.say("два"))).toBe("rate");
    expect(boris.refusals[0]?.data.beseda.retryAfterMs).toBe(30_000);
    await anna.say("раз");
    await anna.say("два");
    elapsed += 30_000;
    await boris.say("три");
  });

  test("[A4] a kick out of the lobby closes with 4003 and the reason; one may come again", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    const boris = await Person.come(server, { name: "Борис" });
    await anna.ask("moderation.kick", { room: "lobby", name: "Борис", reason: "остынь" });
    expect(await boris.closed).toEqual({ code: 4003, reason: expect.stringContaining("остынь") });
    await using again = await Person.come(server, { token: boris.welcome.token });
    expect(again.id).toBe(boris.id);
  });

  test("[A4] a ban of an address is for who comes from there; it is lifted with the ban, and is in data/ only", async () => {
    await using server = await temporaryServer({ settings: { trustProxy: ["loopback"] } });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    const from = async (address: string): Promise<Person> => {
      const person = new Person(server, { name: "Борис" }, { "X-Forwarded-For": address });
      await person.opened();
      return person;
    };
    const boris = await from("2001:db8:1:2::1");
    await boris.ask("room.list");
    await anna.ask("moderation.ban", { name: "Борис", scope: "address", reason: "реклама" });
    expect((await boris.closed).code).toBe(4004);
    const neighbour = await from("2001:db8:1:2::ffff");
    expect((await neighbour.closed).code).toBe(4004);
    await using elsewhere = await from("2001:db8:1:3::1");
    await elsewhere.ask("room.list");
    const identity = await openIdentity({
      data: server.data,
      log: server.running.log.id,
      now: () => Date.now(),
    });
    expect(identity.bans.of("2001:db8:1:2::9")).toMatchObject({ reason: "реклама" });
    await identity.close();
    // Their name now belongs to another person, who needs no such help.
    await anna.ask("moderation.unban", { name: "борис" });
    await using back = await from("2001:db8:1:2::1");
    await back.ask("room.list");
    expect(JSON.stringify(await server.records())).not.toContain("2001:db8");
  });
});

describe("who may enter", () => {
  test.each(["guests-off", "invite"] as const)(
    "[A1] with --access %s a stranger is sent away, and who has an account or an invitation comes in",
    async (access) => {
      await using server = await temporaryServer({ settings: { access } });
      expect((await new Person(server, { name: "Борис" }).closed).code).toBe(4001);
      expect((await new Person(server, { invitation: "x".repeat(43) }).closed).code).toBe(4001);
      await using anna = await Person.come(server, {
        name: "Анна",
        invitation: server.running.ownerInvitation,
      });
      await makeOwner(server, anna);
      const { link } = (await anna.ask("account.invitation", { uses: 1 })) as { link: string };
      const invitation = link.split("=")[1];
      await using vera = await Person.come(server, { name: "Вера", invitation });
      expect((await new Person(server, { name: "Борис", invitation }).closed).code).toBe(4001);
      const returned = new Person(server, { token: vera.welcome.token });
      await returned.opened();
      // The token of a guest is enough if an invitation let them in.
      const fate = returned.closed.then(({ code }) => `closed ${code}`);
      const answer = returned.ask("room.list").then(
        () => "in",
        () => fate,
      );
      expect(await answer).toBe(access === "guests-off" ? "closed 4001" : "in");
      await vera.ask("account.register", { password });
      await using again = await Person.come(server, { token: vera.welcome.token });
      expect(again.id).toBe(vera.id);
      await returned[Symbol.asyncDispose]();

      await using line = await TcpClient.dial(server);
      await line.sees(/Ошибка: Сюда входят только/u);
      await line.ask("всем привет", "Наберите /login");
      await line.ask("/login Вера не-тот-пароль", "Имя или пароль неверны");
      await line.ask(`/login Вера ${password}`, "Вы Вера");
      await line.ask("привет", "Вера: привет");
      expect(line.lines.join("\n")).not.toContain(password);
      expect((await server.records()).some(({ message }) => message === "всем привет")).toBe(false);
    },
  );

  test("[A3] an invitation runs out, and an owner's is used once", async () => {
    let now = Date.now();
    const clock = { now: () => now, elapsed: () => performance.now() };
    await using server = await temporaryServer({ clock });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    await using boris = await Person.come(server, { name: "Борис" });
    await boris.ask("account.register", { password });
    const used = { invitation: server.running.ownerInvitation };
    expect(await codeOf(boris.ask("account.redeem", used))).toBe("bad-invitation");
    const { link } = (await anna.ask("account.invitation", { role: "admin", lasts_ms: 60_000 })) as {
      link: string;
    };
    now += 61_000;
    expect(await codeOf(boris.ask("account.redeem", { invitation: link.split("=")[1] }))).toBe(
      "bad-invitation",
    );
    expect(await codeOf(boris.ask("account.invitation", {}))).toBe("not-permitted");
  });
});
