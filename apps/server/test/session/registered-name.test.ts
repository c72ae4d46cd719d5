import { describe, expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";

const password = "длинный пароль";

describe("a name that is registered", () => {
  test("[CLI-8] leads to a log-in who asks for that; who does not ask gets another one", async () => {
    await using server = await temporaryServer();
    const anna = await Person.come(server, { name: "Анна" });
    await anna.ask("account.register", { password, name: "Анна" });
    const guest = new Person(server, { name: "анна", registered: "refuse", locale: "ru" });
    await guest.opened();
    void guest.ask("events.follow", {}).catch(() => undefined);
    expect(await guest.closed).toMatchObject({
      code: 4001,
      reason: expect.stringContaining("закреплено") as unknown,
    });
    const other = await Person.come(server, { name: "Анна" });
    expect(other.welcome.name).not.toBe("Анна");
    const again = await Person.come(server, { name: "Анна", password, registered: "refuse" });
    expect(again.welcome.client_id).toBe(anna.welcome.client_id);
  });

  test("[CLI-7] is the one that was seen when it was asked for, or none", async () => {
    await using server = await temporaryServer();
    const anna = await Person.come(server, { name: "Анна" });
    await anna.ask("session.rename", { name: "Вера" });
    await expect(anna.ask("account.register", { password, name: "Анна" })).rejects.toThrow("Вера");
    await anna.ask("account.register", { password, name: "Вера" });
  });
});
