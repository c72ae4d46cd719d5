import { describe, expect, test } from "vitest";
import { generousRates } from "../../testing/generous-rates.ts";
import { makeOwner, Person } from "../../testing/person.ts";
import { password, refusalOf, registered } from "../../testing/registered.ts";
import {
  temporaryServer,
  type TemporaryServer,
  type TemporaryServerOptions,
} from "../../testing/running-server.ts";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";

const newPassword = "совсем новый пароль";
const day = 86_400_000;

interface Court extends AsyncDisposable {
  readonly server: TemporaryServer;
  /** The owner. */
  readonly vera: Person;
  readonly anna: Person;
  /** Returns the code of a new link for a person. */
  reset(name?: string): Promise<string>;
}

const court = async (options: TemporaryServerOptions = {}): Promise<Court> => {
  const server = await temporaryServer(options);
  const vera = await registered(server, "Вера");
  await vera.ask("account.redeem", { invitation: server.running.ownerInvitation });
  const anna = await registered(server, "Анна");
  return {
    server,
    vera,
    anna,
    reset: async (name = "Анна") => {
      const { link } = (await vera.ask("account.reset", { name })) as { link: string };
      return link.split("#reset=")[1] ?? "";
    },
    [Symbol.asyncDispose]: async () => {
      await vera[Symbol.asyncDispose]();
      await anna[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
};

/** Resolves with the close code and the reason for a client that is not let in with this introduction. */
const turnedAway = async (server: TemporaryServer, introduction: object): Promise<string> => {
  await using person = new Person(server, introduction);
  await person.opened();
  await person.ask("session.ping").catch(() => undefined);
  const { code, reason } = await person.closed;
  return `${code} ${reason}`;
};

describe("a forgotten password", () => {
  test("[IDN-5] is chosen anew by an administrator's link, as one comes, and ends every earlier login", async () => {
    await using server = await temporaryServer({ settings: { access: "invite" } });
    await using vera = await Person.come(server, {
      name: "Вера",
      invitation: server.running.ownerInvitation,
    });
    await makeOwner(server, vera);
    const { link: invitation } = (await vera.ask("account.invitation", {})) as { link: string };
    await using anna = await Person.come(server, { name: "Анна", invitation: invitation.split("=")[1] });
    await anna.ask("account.register", { password });
    expect(await refusalOf(anna.ask("account.reset", { name: "Вера" }))).toBe("not-permitted");
    const { link } = (await vera.ask("account.reset", { name: "анна" })) as { link: string };
    const [, reset] = link.split("#reset=");
    await using line = await TcpClient.dial(server);
    await line.sees(/Ошибка: Сюда входят только/u);
    await line.ask(`/recover ${reset} кратко`, "Наберите /login");
    await using back = await Person.come(server, {
      name: "Кто угодно",
      reset,
      password: "совсем новый пароль",
    });
    expect([back.id, back.welcome.name]).toEqual([anna.id, "Анна"]);
    expect((await anna.closed).code).toBe(4001);
    await line.ask(`/recover ${reset} ещё один пароль`, "больше не действует");
    await line.ask("/login Анна совсем новый пароль", "Вы Анна");
  });

  test("[IDN-5] is chosen anew by a line of text, from within the chat", async () => {
    await using server = await temporaryServer();
    await using vera = await registered(server, "Вера");
    await vera.ask("account.redeem", { invitation: server.running.ownerInvitation });
    await using anna = await registered(server, "Анна");
    const { link } = (await vera.ask("account.reset", { name: "Анна" })) as { link: string };
    await using line = await TcpClient.connect(server);
    await line.ask(`/recover ${link} совсем новый пароль`, "Пароль для Анна задан");
    expect((await anna.closed).code).toBe(4001);
    await line.ask("/login Анна совсем новый пароль", "Вы Анна");
    expect(line.lines.join("\n")).not.toContain("совсем новый");
  });

  test("[IDN-6] a link that was used, replaced, ran out or never was is refused in one sentence, wherever it is shown", async () => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, elapsed: () => performance.now() };
    const rates = { ...generousRates, logins: generousRates.commands };
    await using stage = await court({ clock, rates });
    const { server, vera } = stage;
    const old = await stage.reset();
    const late = await stage.reset();
    ahead = day + 1;
    const replaced = await stage.reset("Вера");
    const used = await stage.reset("Вера");
    await using back = await Person.come(server, { reset: used, password: newPassword });
    expect(back.id).toBe(vera.id);
    await using line = await TcpClient.connect(server);
    await using boris = await Person.come(server, { name: "Борис" });
    const sentence = "Эта ссылка для нового пароля больше не действует. Попросите у администратора новую.";
    for (const code of [old, late, replaced, used, "0123456789abcdef0123456789abcdef"]) {
      const recovery = { reset: code, password: newPassword };
      expect(await turnedAway(server, recovery)).toMatch(/^4001 Эта ссылка для нового пароля больше не/u);
      expect(await refusalOf(boris.ask("account.recover", recovery))).toBe("bad-reset");
      await line.ask(`/recover ${code} ${newPassword}`, sentence);
    }
    // The invalid links changed nothing.
    await using anna = await Person.come(server, { name: "Анна", password });
    expect(anna.id).toBe(stage.anna.id);
  });

  test("[IDN-6] no earlier token or password is good for anything, and every session is told why it ends", async () => {
    await using stage = await court();
    const { server, anna } = stage;
    await using phone = await Person.come(server, { token: anna.welcome.token });
    await using line = await WebSocketClient.connect(server);
    await line.ask(`/login Анна ${password}`, "Вы Анна");
    const { token } = (await phone.ask("account.login", { name: "Анна", password })) as { token: string };
    const reset = await stage.reset();
    await using back = await Person.come(server, { reset, password: newPassword });
    expect([back.id, back.welcome.name]).toEqual([anna.id, "Анна"]);
    for (const closed of [anna.closed, phone.closed, line.closed])
      expect(await closed).toEqual({ code: 4001, reason: "Пароль задан заново по ссылке. Войдите с ним." });
    for (const earlier of [anna.welcome.token, phone.welcome.token, token])
      expect(await turnedAway(server, { name: "Анна", token: earlier })).toContain("4001 «Анна»");
    expect(await turnedAway(server, { name: "Анна", password })).toMatch(/^4001/u);
    await using stranger = await TcpClient.connect(server);
    await stranger.ask(`/login Анна ${password}`, /^Ошибка: /u);
    const ends = (await server.records()).filter(
      (record) => record.type === "disconnected" && record.client_id === anna.id,
    );
    expect(ends.slice(0, 3)).toEqual(
      [1, 2, 3].map(() =>
        expect.objectContaining({ code: 4001, message: "Пароль задан заново по ссылке. Войдите с ним." }),
      ),
    );
    expect(back.isClosed).toBe(false);
  });

  test("[IDN-6] a session that is being opened with an earlier token does not outlive it", async () => {
    const disk = new NarrowDisk();
    await using stage = await court({ disk: disk.disk });
    const { server, anna } = stage;
    const reset = await stage.reset();
    await using boris = await Person.come(server, { name: "Борис" });
    disk.hold();
    await using late = new Person(server, { token: anna.welcome.token });
    await late.opened();
    void late.ask("session.ping").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const recovered = boris.ask("account.recover", { reset, password: newPassword });
    await recovered;
    disk.letGo();
    const ended = { code: 4001, reason: "Пароль задан заново по ссылке. Войдите с ним." };
    expect(await late.closed).toEqual(ended);
    expect(await anna.closed).toEqual(ended);
  });

  test("[IDN-6] nobody gets to be who they are not above: an administrator makes no link for another, nor for the owner", async () => {
    await using stage = await court();
    const { server, vera, anna } = stage;
    await using boris = await registered(server, "Борис");
    for (const name of ["Анна", "Борис"])
      await vera.ask("moderation.role", { room: "lobby", name, role: "admin" });
    for (const name of ["Вера", "Борис", "Анна"])
      expect(await refusalOf(anna.ask("account.reset", { name }))).toBe("not-permitted");
    expect(await refusalOf(anna.ask("account.reset", { name: "Никто" }))).toBe("nobody");
    await vera.ask("moderation.role", { room: "lobby", name: "Борис", role: "moderator" });
    await anna.ask("account.reset", { name: "Борис" });
    expect(await refusalOf(boris.ask("account.reset", { name: "Анна" }))).toBe("not-permitted");
    // A link made for a person of lower rank is not a way to become one of higher rank.
    const { link } = (await anna.ask("account.reset", { name: "Борис" })) as { link: string };
    await vera.ask("moderation.role", { room: "lobby", name: "Борис", role: "owner" });
    const recovery = { reset: link.split("#reset=")[1], password: newPassword };
    expect(await refusalOf(anna.ask("account.recover", recovery))).toBe("bad-reset");
  });

  test("[IDN-6] a password that is too short is refused and leaves the link as it was", async () => {
    await using stage = await court();
    const { server, anna } = stage;
    const reset = await stage.reset();
    expect(await turnedAway(server, { reset, password: "кратко" })).toMatch(/^4000 В пароле от 8/u);
    expect(await turnedAway(server, { reset })).toMatch(/^4000 В пароле от 8/u);
    await using back = await Person.come(server, { reset, password: newPassword });
    expect(back.id).toBe(anna.id);
  });
});
