import { describe, expect, test } from "vitest";
import type { Accounts } from "./accounts.ts";

/** One store, opened as often as requested, as after restarts or by other programs. */
export interface AccountsUnderTest extends AsyncDisposable {
  open(log?: string): Promise<Accounts>;
  readonly now: number;
  pass(ms: number): void;
  /** Returns everything that is kept, as text. */
  kept(): Promise<string>;
}

const use = { via: "trpc", client: "web 1", address: "192.0.2.1" };
const dayMs = 86_400_000;
const anna = { clientId: "Client_1", name: "Анна", password: "phc" };

/** The contract of every implementation of `Accounts`. */
export const describeAccounts = (name: string, make: () => Promise<AccountsUnderTest>): void => {
  describe(`accounts: ${name}`, () => {
    test("[A7] a registered name is found in any case and look, after a restart too, in its own log only", async () => {
      await using place = await make();
      await (await place.open()).create(anna);
      const accounts = await place.open();
      expect(await accounts.find("\u200BАННА ")).toMatchObject({ ...anna, role: "member" });
      expect(await accounts.find("aнна")).toMatchObject({ clientId: "Client_1" });
      expect(accounts.roleOf("Client_1")).toBe("member");
      expect(await (await place.open("other")).find("Анна")).toBeUndefined();
    });

    test("[A7] of two registrations of one name at once, in any variant, one wins", async () => {
      await using place = await make();
      const [one, other] = [await place.open(), await place.open()];
      const variants = ["Boris", "BORIS", "Вoris", "Bo\u200Bris", "Ｂoris", "Bor\u0456s"];
      const results = await Promise.allSettled(
        variants.map((variant, index) =>
          (index % 2 === 0 ? one : other).create({
            clientId: `Client_${index}`,
            name: variant,
            password: "phc",
          }),
        ),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results.filter(({ status }) => status === "rejected"))
        expect(result).toMatchObject({ reason: { code: "name-taken" } });
    });

    test("[A7] a client has one account, whatever node it asks", async () => {
      await using place = await make();
      const [here, there] = [await place.open(), await place.open()];
      await here.create(anna);
      for (const accounts of [here, there])
        await expect(accounts.create({ ...anna, name: "Вера" })).rejects.toMatchObject({
          code: "already-registered",
        });
    });

    test("[IDN-12] an account that is taken back is none: its name and its client are free", async () => {
      await using place = await make();
      const accounts = await place.open();
      await accounts.create(anna);
      await accounts.remove("Client_1");
      expect(accounts.roleOf("Client_1")).toBe("guest");
      expect(await accounts.find("Анна")).toBeUndefined();
      await accounts.create({ ...anna, clientId: "Client_2" });
      await accounts.create({ ...anna, name: "Вера" });
      const later = await place.open();
      expect((await later.all()).map(({ clientId, name }) => [clientId, name])).toEqual([
        ["Client_2", "Анна"],
        ["Client_1", "Вера"],
      ]);
    });

    test("[IDN-12] accounts are in the order in which they were made, though a clock goes back", async () => {
      await using place = await make();
      const accounts = await place.open();
      await accounts.create(anna);
      place.pass(-1000);
      await accounts.create({ ...anna, clientId: "Client_2", name: "Борис" });
      expect((await accounts.all()).map(({ clientId }) => clientId)).toEqual(["Client_1", "Client_2"]);
    });

    test("[A3] a token has 256 random bits, and is nowhere in what is kept", async () => {
      await using place = await make();
      const accounts = await place.open();
      const { token, login } = await accounts.issue("Client_1", use);
      expect(Buffer.from(token, "base64url")).toHaveLength(32);
      expect(await accounts.resume(token, use)).toMatchObject({ id: login.id, clientId: "Client_1" });
      expect(await (await place.open("other")).resume(token, use)).toBeUndefined();
      expect(await accounts.resume(`${token}x`, use)).toBeUndefined();
      expect(await place.kept()).not.toContain(token);
      expect(await place.kept()).not.toContain(Buffer.from(token, "base64url").toString("latin1"));
    });

    test("[A5] a login is good for a time after its last use: of a guest 30 days, of an account 90", async () => {
      await using place = await make();
      const accounts = await place.open();
      await accounts.create(anna);
      const member = await accounts.issue("Client_1", use);
      const guest = await accounts.issue("Client_2", use);
      place.pass(29 * dayMs);
      expect(await accounts.resume(guest.token, use)).toBeDefined();
      place.pass(31 * dayMs);
      expect(await accounts.resume(guest.token, use)).toBeUndefined();
      expect(await accounts.resume(member.token, use)).toBeDefined();
      place.pass(91 * dayMs);
      expect(await accounts.good([member.login.id])).toEqual(new Set());
    });

    test("[A6] each login is listed with where it was used last, and revoked alone", async () => {
      await using place = await make();
      const accounts = await place.open();
      const first = await accounts.issue("Client_1", use);
      const second = await accounts.issue("Client_1", use);
      await accounts.issue("Client_2", use);
      await accounts.resume(first.token, { via: "trpc", client: "other", address: "203.0.113.9" });
      expect(await accounts.logins("Client_1")).toMatchObject([
        { id: second.login.id, address: "192.0.2.1" },
        { id: first.login.id, address: "203.0.113.9", client: "other" },
      ]);
      await accounts.issue("Client_1", use);
      expect((await accounts.addressesOf("Client_1")).toSorted()).toEqual(["192.0.2.1", "203.0.113.9"]);
      await accounts.revoke([first.login.id]);
      expect(await accounts.resume(first.token, use)).toBeUndefined();
      expect(await accounts.good([first.login.id, second.login.id])).toEqual(new Set([second.login.id]));
    });

    test("[A4] what another program changes is known here, and whoever listens is told", async () => {
      await using place = await make();
      const [here, there] = [await place.open(), await place.open()];
      await here.create(anna);
      expect(here.hasOwner).toBe(false);
      const changed = Promise.withResolvers<void>();
      here.onChange(changed.resolve);
      await there.setRole("Client_1", "owner");
      await changed.promise;
      expect(here.roleOf("Client_1")).toBe("owner");
      expect(here.hasOwner).toBe(true);
    });

    test("[A4] a password is replaced", async () => {
      await using place = await make();
      const accounts = await place.open();
      await accounts.create(anna);
      await accounts.setPassword("Client_1", "other");
      expect(await accounts.ofClient("Client_1")).toMatchObject({ password: "other" });
      expect(await accounts.ofClient("Client_9")).toBeUndefined();
    });
  });
};
