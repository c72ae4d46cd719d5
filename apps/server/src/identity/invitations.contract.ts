import { serverId } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { IdentityUnderTest } from "./identity-under-test.ts";

const anna = { clientId: "Client_1", name: "Анна", password: "phc" };

/** The contract of every implementation of `Invitations`. */
export const describeInvitations = (name: string, make: () => Promise<IdentityUnderTest>): void => {
  describe(`invitations: ${name}`, () => {
    test("[IDN-2] 500 times: of five who enter at once with a link for two, two come in; what is given back lets another in", async () => {
      await using store = await make();
      const { invitations } = await store.open();
      let overUsed = 0;
      for (let round = 0; round < 500; round += 1) {
        const role = round % 2 === 0 ? "guest" : "moderator";
        const code = await invitations.make({ role, uses: 2, lastsMs: 60_000, by: "admin" });
        const clients = [1, 2, 3, 4, 5].map((n) => `Client_${5 * round + n}`);
        const results = await Promise.all(clients.map((client) => invitations.enter(code, client)));
        const inside = clients.filter((_, index) => results[index]);
        if (inside.length !== 2) overUsed += 1;
        const [first = "", second = ""] = inside;
        expect(await invitations.enter(code, first)).toBe(true);
        await invitations.giveBack(code, second);
        await invitations.giveBack(code, second);
        const again = await Promise.all(["a", "b"].map((name) => invitations.enter(code, `${name}${round}`)));
        if (again.filter(Boolean).length !== 1) overUsed += 1;
      }
      expect(overUsed).toBe(0);
    });

    test("[IDN-2] who entered with a link redeems it by the same use, once, and nobody else by it", async () => {
      await using store = await make();
      const { accounts, invitations } = await store.open();
      const code = await invitations.make({ role: "moderator", uses: 1, lastsMs: 60_000, by: "admin" });
      expect(await invitations.enter(code, "Client_1")).toBe(true);
      await accounts.create(anna);
      await accounts.create({ clientId: "Client_2", name: "Борис", password: "phc" });
      expect(await invitations.roleFor(code, "Client_2")).toBeUndefined();
      expect(await invitations.redeem(code, "Client_2", "moderator")).toBe(false);
      expect(await invitations.redeem(code, "Client_1", "moderator")).toBe(true);
      await accounts.refresh();
      expect(accounts.roleOf("Client_1")).toBe("moderator");
      await accounts.setRole("Client_1", "member");
      expect(await invitations.redeem(code, "Client_1", "moderator")).toBe(false);
      expect((await accounts.ofClient("Client_1"))?.role).toBe("member");
    });

    test("[IDN-2] a link is good for so long, after a restart too; what is taken back lets nobody in", async () => {
      await using store = await make();
      const { invitations } = await store.open();
      const wish = { role: "guest", uses: 9, lastsMs: 60_000, by: "Client_1" } as const;
      const code = await invitations.make(wish);
      expect(await (await store.open()).invitations.roleFor(code, "Client_2")).toBe("guest");
      store.pass(60_001);
      expect(await invitations.enter(code, "Client_2")).toBe(false);
      const later = await invitations.make(wish);
      await invitations.withdrawAllOf("Client_1");
      expect(await invitations.enter(later, "Client_2")).toBe(false);
    });

    test("[IDN-7] a link that is valid is renewed; one that was used up, ran out or makes of somebody something else is not", async () => {
      await using store = await make();
      const { invitations } = await store.open();
      const wish = { role: "owner", uses: 1, lastsMs: 60_000, by: serverId } as const;
      const code = await invitations.make(wish);
      store.pass(59_000);
      expect(await invitations.renew(code, wish)).toBe(true);
      store.pass(59_000);
      expect(await invitations.roleFor(code, "Client_1")).toBe("owner");
      expect(await invitations.renew(code, { ...wish, role: "admin" })).toBe(false);
      store.pass(1001);
      expect(await invitations.renew(code, wish)).toBe(false);
      const used = await invitations.make(wish);
      await invitations.enter(used, "Client_1");
      expect(await invitations.renew(used, wish)).toBe(false);
      expect(await invitations.renew("none", wish)).toBe(false);
    });

    test("[IDN-7] from the moment at which there is an owner, no link of the server's makes another one; others do", async () => {
      await using store = await make();
      const { accounts, invitations } = await store.open();
      const wish = { role: "owner", uses: 9, lastsMs: 60_000 } as const;
      const [own, other] = [
        await invitations.make({ ...wish, by: serverId }),
        await invitations.make({ ...wish, by: "admin" }),
      ];
      await accounts.create(anna);
      await accounts.setRole("Client_2", "owner");
      expect(await invitations.roleFor(own, "Client_2")).toBe("owner");
      expect(await invitations.redeem(own, "Client_1", "owner")).toBe(true);
      await accounts.create({ clientId: "Client_2", name: "Борис", password: "phc" });
      expect(await invitations.redeem(own, "Client_2", "owner")).toBe(false);
      expect(await invitations.redeem(other, "Client_2", "owner")).toBe(true);
    });
  });
};
