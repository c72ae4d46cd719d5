import { isOf, nameKey } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { generousRates } from "../testing/generous-rates.ts";
import { NarrowDisk } from "../testing/narrow-disk.ts";
import { Person } from "../testing/person.ts";
import { password, refusalOf } from "../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";

/** Returns the id of a person who logs in by that name. */
const idOf = async (server: TemporaryServer, name: string): Promise<string> => {
  await using person = await Person.come(server, { name, password });
  return person.id;
};

const rates = { ...generousRates, logins: generousRates.commands };
const dataOf = (error: unknown): unknown => (error as { data?: unknown }).data;

describe("[IDN-8] an account is made under the name that its client had when it asked", () => {
  test("also where they take another one while the password is hashed; nobody else gets the first one meanwhile", async () => {
    await using server = await temporaryServer({ rates });
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const registered = anna.ask("account.register", { password });
    const renamed = anna.ask("session.rename", { name: "Аня" });
    await renamed;
    expect(await refusalOf(boris.ask("session.rename", { name: "АННА" }))).toBe("name-taken");
    expect(await registered).toMatchObject({ name: "Анна" });
    expect(await idOf(server, "Анна")).toBe(anna.id);
  });

  test("also where they are gone before that", async () => {
    await using server = await temporaryServer({ rates });
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    void anna.ask("account.register", { password }).catch(() => undefined);
    void anna.ask("session.quit", {}).catch(() => undefined);
    await anna.closed;
    expect(await refusalOf(boris.ask("session.rename", { name: "Анна" }))).toBe("name-taken");
    const login = (): Promise<unknown> => boris.ask("account.login", { name: "Анна", password });
    await expect
      .poll(() => login().catch(() => undefined), { interval: 500, timeout: 20_000 })
      .toMatchObject({ client_id: anna.id, name: "Анна" });
  });

  test.each([
    { does: "takes it", isFull: false, registers: { name: "Аня" }, name: "Аня", free: "Анна" },
    {
      does: "refuses it",
      isFull: true,
      registers: { beseda: { code: "log-full" } },
      name: "Анна",
      free: "Аня",
    },
  ])(
    "a name that is on its way to the disk is the one that they have, if the disk $does",
    async ({ isFull, registers, name, free }) => {
      const disk = new NarrowDisk();
      await using server = await temporaryServer({ rates, disk: disk.disk });
      await using anna = await Person.come(server, { name: "Анна" });
      await using vera = await Person.come(server, { name: "Вера" });
      disk.hold();
      disk.isFull = isFull;
      const renamed = refusalOf(anna.ask("session.rename", { name: "Аня" }));
      const registered = anna.ask("account.register", { password }).catch(dataOf);
      await new Promise((resolve) => setTimeout(resolve, 50));
      disk.letGo();
      await renamed;
      expect(await registered).toEqual(expect.objectContaining(registers));
      disk.isFull = false;
      expect(await refusalOf(vera.ask("session.rename", { name }))).toBe("name-taken");
      expect(await refusalOf(vera.ask("session.rename", { name: free }))).toBe("nothing was refused");
    },
  );

  test("whoever registers, takes names and leaves at once: no name is two people's", async () => {
    await using server = await temporaryServer({ rates });
    const people = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => Person.come(server, { name: `Имя ${n}` })),
    );
    const asked: Promise<unknown>[] = [];
    for (const [index, person] of people.entries()) {
      const next = people[(index + 1) % people.length];
      asked.push(person.ask("account.register", { password }));
      asked.push(person.ask("session.rename", { name: `Другое ${index}` }));
      if (next) asked.push(next.ask("session.rename", { name: person.welcome.name }));
    }
    await Promise.allSettled(asked);
    const names = new Map<string, string>();
    for (const record of await server.records())
      if (isOf(record, "connected") || isOf(record, "renamed")) names.set(record.client_id, record.name);
    for (const [index, person] of people.entries()) {
      const own = `Имя ${index + 1}`;
      expect(await idOf(server, own)).toBe(person.id);
      const others = [...names].filter(([id, name]) => id !== person.id && nameKey(name) === nameKey(own));
      expect(others).toEqual([]);
    }
    for (const person of people) await person[Symbol.asyncDispose]();
  });
});
