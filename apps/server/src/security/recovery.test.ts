import { describe, expect, test } from "vitest";
import { makeOwner, Person } from "../testing/person.ts";
import { password, refusalOf, registered } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";

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
});
